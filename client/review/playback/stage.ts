import { createStore, type StoreApi } from 'zustand/vanilla'
import { createLiveStore } from '../../live/live-store.ts'
import { WorkerSlots } from '../../live/worker-slots.ts'
import { loadTracks } from './load-tracks.ts'
import { Player, type Speed } from './player.ts'
import { Tracks } from './tracks.ts'

/** React is told so often where the playback is; the map is drawn at every frame. */
const TELL_EVERY_MS = 100

/** What the controls show of a playback. */
export interface StageState {
  loading: { type: 'none' } | { type: 'loading' } | { type: 'loaded' } | { type: 'failed'; error: unknown }
  fromMs: number
  toMs: number
  atMs: number
  loadedUntilMs: number
  playing: boolean
  speed: Speed
  workers: number
  fixes: number
  isKept: boolean
}

const EMPTY: StageState = {
  loading: { type: 'none' }, fromMs: 0, toMs: 0, atMs: 0, loadedUntilMs: 0, playing: false, speed: 60, workers: 0,
  fixes: 0, isKept: true,
}

/**
 * A playback, outside React: loads tracks, runs their clock, and at every frame puts the workers of the map where they
 * were. `slots` and `live` are what a map of the live lane reads; here nothing in them is live.
 */
export class Stage {
  readonly slots = new WorkerSlots()
  readonly live = createLiveStore()
  readonly state: StoreApi<StageState> = createStore<StageState>(() => EMPTY)
  private tracks = new Tracks(0)
  private player = new Player(0, 0)
  private columns = columnsFor(0)
  private aborter = new AbortController()
  private request = 0
  private toldMs = 0

  /** Loads what `path` plays back, and starts playing with the first slice that is there. */
  load(path: string, fromMs: number, toMs: number): void {
    this.clear()
    const { signal } = this.aborter
    const tracks = new Tracks(fromMs)
    this.tracks = tracks
    const { speed } = this.state.getState()
    this.player = new Player(fromMs, toMs)
    this.player.speed = speed
    this.state.setState({ ...EMPTY, speed, loading: { type: 'loading' }, fromMs, toMs, atMs: fromMs, loadedUntilMs: fromMs })
    loadTracks(path, signal, (block) => {
      if (signal.aborted) return
      const isFirst = tracks.loadedUntilMs === fromMs
      tracks.add(block)
      this.seatWorkers()
      if (isFirst) this.play()
      else this.show()
    }).then(
      () => signal.aborted || this.state.setState({ loading: { type: 'loaded' } }),
      (error: unknown) => signal.aborted || this.state.setState({ loading: { type: 'failed', error } }),
    )
  }

  play(): void {
    this.player.play(performance.now())
    this.show()
    this.request ||= requestAnimationFrame(this.frame)
  }

  pause(): void {
    this.player.pause()
    this.show()
  }

  seek(atMs: number): void {
    this.player.seek(Math.min(atMs, this.tracks.loadedUntilMs))
    this.show()
  }

  setSpeed(speed: Speed): void {
    this.player.speed = speed
    this.state.setState({ speed })
  }

  /** The instant of the last fix of the worker in a slot, as far as the playback has come. */
  lastFixMs(slot: number): number | undefined {
    return this.tracks.lastFixMs(slot, this.player.atMs)
  }

  /** Stops loading and playing, and takes everybody off the map. */
  clear(): void {
    this.aborter.abort()
    this.aborter = new AbortController()
    cancelAnimationFrame(this.request)
    this.request = 0
    this.slots.clear()
    this.live.setState({ roster: null })
    this.state.setState(EMPTY)
  }

  private readonly frame = (nowMs: number) => {
    this.request = 0
    this.player.tick(nowMs, this.tracks.loadedUntilMs)
    this.place()
    if (nowMs - this.toldMs >= TELL_EVERY_MS || !this.player.playing) {
      this.toldMs = nowMs
      this.tell()
    }
    if (this.player.playing) this.request = requestAnimationFrame(this.frame)
  }

  private show(): void {
    this.place()
    this.tell()
  }

  private place(): void {
    this.tracks.placeAll(this.player.atMs, this.columns)
    this.slots.show(this.tracks.workerIds.length, this.columns)
  }

  private tell(): void {
    const { player, tracks } = this
    this.state.setState({
      atMs: player.atMs, playing: player.playing, loadedUntilMs: tracks.loadedUntilMs,
      workers: tracks.workerIds.length, fixes: tracks.fixes, isKept: tracks.isKept,
    })
  }

  /** Gives workers who came up with the last slice a slot of the map. */
  private seatWorkers(): void {
    const { workerIds } = this.tracks
    if (this.live.getState().roster?.id.length === workerIds.length) return
    if (workerIds.length > this.columns.motion.length) this.columns = columnsFor(workerIds.length * 2)
    const none = workerIds.map(() => '')
    this.live.setState({
      roster: {
        rosterVersion: 'playback', id: [...workerIds], number: none, name: none, nameEn: none,
        gridId: workerIds.map(() => 0), areaCode: none,
      },
    })
  }
}

function columnsFor(capacity: number) {
  return { lng: new Float64Array(capacity), lat: new Float64Array(capacity), motion: new Uint8Array(capacity) }
}
