/**
 * A small ascending set of part numbers in which a part is toggled: in if it was out, out if it was in.
 * Most sets here have no or one member, so an array beats anything cleverer.
 */
export class PartSet {
  readonly members: number[] = []

  /** Puts `part` in if it is out, takes it out if it is in. */
  toggle(part: number): void {
    const { members } = this
    let at = members.length
    while (at > 0 && members[at - 1] > part) at--
    if (at > 0 && members[at - 1] === part) members.splice(at - 1, 1)
    else members.splice(at, 0, part)
  }

  /** Makes this set equal to `other`. */
  copy(other: PartSet): void {
    this.members.length = 0
    for (const part of other.members) this.members.push(part)
  }
}
