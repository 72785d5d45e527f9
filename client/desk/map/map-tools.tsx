import { Checkbox, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { LAYER_NAMES, type LayerName, type LayerSwitches } from '../../map/layer-switches.ts'
import type { MapTool } from '../selection.ts'
import './map-tools.css'

interface MapToolsProps {
  tool: MapTool
  mayAct: boolean
  layers: LayerSwitches
  onTool(tool: MapTool): void
  onLayers(layers: LayerSwitches): void
  onWholeCity(): void
}

/** The desk shows no heat: that is what the review is for. */
const SWITCHED = LAYER_NAMES.filter((name): name is Exclude<LayerName, 'heat'> => name !== 'heat')

/** What can be done on the map: look somewhere up, file a case at a place, choose what is shown. */
export function MapTools({ tool, mayAct, layers, onTool, onLayers, onWholeCity }: MapToolsProps) {
  const { t } = useTranslation(['desk', 'map'])
  const toggle = (wanted: MapTool) => onTool(tool === wanted ? 'pick' : wanted)
  return (
    <div className="map-tools">
      <div className="map-tools-row">
        <button
          type="button" aria-pressed={tool === 'locate'} title={t('map.locateHint')} data-testid="tool-locate"
          onClick={() => toggle('locate')}
        >
          <LocateIcon />
          {t('map.locate')}
        </button>
        {mayAct && (
          <button
            type="button" aria-pressed={tool === 'newCase'} title={t('map.newCaseHint')} data-testid="tool-new-case"
            onClick={() => toggle('newCase')}
          >
            <PlusIcon />
            {t('map.newCase')}
          </button>
        )}
        <Popover
          trigger="click" placement="bottomRight"
          content={(
            <div className="layer-switches">
              {SWITCHED.map((name) => (
                <Checkbox
                  key={name} checked={layers[name]} data-testid={`layer-${name}`}
                  onChange={(event) => onLayers({ ...layers, [name]: event.target.checked })}
                >
                  {t(`map:layer.${name}`)}
                </Checkbox>
              ))}
            </div>
          )}
        >
          <button type="button" data-testid="tool-layers"><LayersIcon />{t('map.layers')}</button>
        </Popover>
        <button type="button" onClick={onWholeCity} data-testid="tool-whole"><FrameIcon />{t('map.whole')}</button>
      </div>
      {tool !== 'pick' && <div className="map-tools-hint" role="status">{t('map.clickMap')}</div>}
    </div>
  )
}

const icon = {
  width: 16, height: 16, viewBox: '0 0 16 16', fill: 'none', stroke: 'currentColor', strokeWidth: 1.4, 'aria-hidden': true,
} as const

function LocateIcon() {
  return (
    <svg {...icon}>
      <circle cx="8" cy="8" r="4.5" />
      <path d="M8 1v4M8 11v4M1 8h4M11 8h4" />
    </svg>
  )
}

function PlusIcon() {
  return <svg {...icon}><path d="M8 14.5C5 11 3.5 8.8 3.5 6.3a4.5 4.5 0 0 1 9 0C12.5 8.8 11 11 8 14.5zM8 4.3v4M6 6.3h4" /></svg>
}

function LayersIcon() {
  return <svg {...icon}><path d="M8 2 14.5 5.5 8 9 1.5 5.5zM2 8.5 8 11.7 14 8.5M2 11.2 8 14.4 14 11.2" /></svg>
}

function FrameIcon() {
  return <svg {...icon}><path d="M2 5.5V2h3.5M10.5 2H14v3.5M14 10.5V14h-3.5M5.5 14H2v-3.5" /></svg>
}
