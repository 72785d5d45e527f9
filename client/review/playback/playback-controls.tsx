import { Segmented, Slider } from 'antd'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useErrorText } from '../../api/use-error-text.ts'
import type { CityTime } from '../../city/city-time.ts'
import { SPEEDS, type Speed } from './player.ts'
import type { Stage } from './stage.ts'

/** Play, pause, where, how fast, and how much of it has been loaded. */
export function PlaybackControls({ stage, time }: { stage: Stage; time: CityTime }) {
  const { t } = useTranslation('tracks')
  const errorText = useErrorText()
  const { loading, fromMs, toMs, atMs, loadedUntilMs, playing, speed, workers, fixes } = useStore(stage.state)
  const off = loading.type === 'none' || fixes === 0
  const share = toMs > fromMs ? (loadedUntilMs - fromMs) / (toMs - fromMs) : 0
  const toggle = t(playing ? 'playback.pause' : 'playback.play')
  return (
    <div className="heat-player" data-testid="playback-controls">
      <button
        type="button" className="play-button" disabled={off} aria-label={toggle} title={toggle} aria-pressed={playing}
        data-testid="playback-play" onClick={() => (playing ? stage.pause() : stage.play())}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden>
          {playing ? <path d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z" /> : <path d="M4 2.2 13.2 8 4 13.8z" />}
        </svg>
      </button>
      <div className="heat-slider">
        <i className="playback-loaded" style={{ width: `${100 * share}%` }} />
        <Slider
          min={fromMs} max={Math.max(fromMs + 1, toMs)} step={1000} value={atMs} disabled={off}
          tooltip={{ formatter: (value) => time.time(value ?? fromMs) }} onChange={(value) => stage.seek(value)}
        />
      </div>
      <span className="playback-facts" data-testid="playback-facts">
        {loading.type === 'failed' && (
          <em role="alert">{fixes > 0 ? t('playback.failed') : errorText(loading.error)}</em>
        )}
        {loading.type === 'loading' && t('playback.loading', { share: Math.round(100 * share) })}
        {loading.type === 'loaded' && `${t('playback.workers', { count: workers })} · ${t('playback.fixes', { count: fixes })}`}
      </span>
      <Segmented<Speed>
        size="small" value={speed} aria-label={t('playback.speed')} onChange={(next) => stage.setSpeed(next)}
        options={SPEEDS.map((each) => ({ value: each, label: `${each}×` }))}
      />
    </div>
  )
}
