import { Segmented, Slider } from 'antd'
import { useTranslation } from 'react-i18next'
import type { HeatFrames } from '../../../server/contract/api/heat.ts'
import type { Loaded } from '../../api/use-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { STEPS, type Step } from './heat-steps.ts'
import { SPEEDS, type Playback, type Speed } from './use-playback.ts'

interface HeatPlayerProps {
  /** 'whole': the period as one picture, nothing to play. */
  step: Step | 'whole'
  possible: readonly Step[]
  frames: HeatFrames | undefined
  state: Loaded<HeatFrames>
  playback: Playback
  labelOf(index: number): string
  onStep(step: Step | 'whole'): void
}

/** The slider that plays: in which steps, from where, how fast. */
export function HeatPlayer({ step, possible, frames, state, playback, labelOf, onStep }: HeatPlayerProps) {
  const { t } = useTranslation(['review', 'common'])
  const errorText = useErrorText()
  const { index, playing, speed, seek, toggle, setSpeed } = playback
  const count = frames?.frames.length ?? 0
  const off = step === 'whole' || count < 2
  return (
    <div className="heat-player" data-testid="heat-player">
      <Segmented<Step | 'whole'>
        value={step} onChange={onStep} data-testid="heat-step"
        options={[
          { value: 'whole', label: t('player.whole') },
          ...STEPS.map((each) => ({ value: each, label: t(`player.${each}`), disabled: !possible.includes(each) })),
        ]}
      />
      <button
        type="button" className="play-button" disabled={off} onClick={toggle} data-testid="play-button"
        aria-label={t(playing ? 'player.pause' : 'player.play')} title={t(playing ? 'player.pause' : 'player.play')}
        aria-pressed={playing}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden>
          {playing ? <path d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z" /> : <path d="M4 2.2 13.2 8 4 13.8z" />}
        </svg>
      </button>
      <div className="heat-slider" data-testid="heat-slider">
        <Slider
          min={0} max={Math.max(1, count - 1)} value={off ? 0 : index} disabled={off} onChange={seek}
          tooltip={{ formatter: (value) => labelOf(value ?? 0) }}
        />
      </div>
      <span className="heat-frame" data-testid="heat-frame">
        {step !== 'whole' && state.type === 'failed' && <em role="alert">{errorText(state.error)}</em>}
        {step !== 'whole' && state.type === 'loading' && t('common:loading')}
        {!off && state.type === 'loaded' && t('player.frame', { index: index + 1, count })}
      </span>
      <Segmented<Speed>
        size="small" value={speed} onChange={setSpeed} disabled={off} aria-label={t('player.speed')}
        options={SPEEDS.map((each) => ({ value: each, label: `${each}×` }))}
      />
    </div>
  )
}
