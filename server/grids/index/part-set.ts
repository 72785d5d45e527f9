/**
 * A small ascending set of part numbers: members[0] up to members[size - 1]. Most sets here have no or one member,
 * so a kept array beats anything cleverer and allocates nothing.
 */
export class PartSet {
  readonly members: number[] = []
  size = 0

  /** Puts `part` in if it is out, takes it out if it is in. */
  toggle(part: number): void {
    const at = this.placeOf(part)
    if (at < this.size && this.members[at] === part) this.removeAt(at)
    else this.insertAt(at, part)
  }

  /** Puts `part` in. */
  add(part: number): void {
    const at = this.placeOf(part)
    if (at === this.size || this.members[at] !== part) this.insertAt(at, part)
  }

  /** Where `part` is among the members, or would be. */
  placeOf(part: number): number {
    const { members } = this
    let at = this.size
    while (at > 0 && members[at - 1] >= part) at--
    return at
  }

  has(part: number): boolean {
    const at = this.placeOf(part)
    return at < this.size && this.members[at] === part
  }

  /** Makes this set equal to `other`. */
  copy(other: PartSet): void {
    for (let k = 0; k < other.size; k++) this.members[k] = other.members[k]
    this.size = other.size
  }

  private insertAt(at: number, part: number): void {
    const { members } = this
    for (let k = this.size; k > at; k--) members[k] = members[k - 1]
    members[at] = part
    this.size++
  }

  private removeAt(at: number): void {
    const { members } = this
    this.size--
    for (let k = at; k < this.size; k++) members[k] = members[k + 1]
  }
}
