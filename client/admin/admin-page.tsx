import { Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCity } from '../city/use-city.ts'
import { nameOf, useLanguage } from '../language/language.ts'
import { AppFrame } from '../shell/app-frame.tsx'
import { PageNotice } from '../shell/page-notice.tsx'
import type { PageProps } from '../shell/page-props.ts'
import { ADMIN_TABS, type AdminAddress, readAdminAddress, writeAdminAddress } from './admin-address.ts'
import { CatalogueTab } from './catalogue/catalogue-tab.tsx'
import { ChannelsTab } from './channels/channels-tab.tsx'
import { ClocksTab } from './clocks/clocks-tab.tsx'
import { EditTab } from './edit-tab.tsx'
import { FieldTab } from './field/field-tab.tsx'
import { FlowsTab } from './flows/flows-tab.tsx'
import { ImportTab } from './imports/import-tab.tsx'
import { VersionsTab } from './versions/versions-tab.tsx'
import '../theme/states.css'
import './admin.css'

/** The administrator's page: versions of the boundaries, import of files, editing on the map, the field. */
export default function AdminPage({ me }: PageProps) {
  const { t } = useTranslation('admin')
  const { state, city, reload } = useCity()
  const language = useLanguage()
  const [address, setAddress] = useState(() => readAdminAddress(location.search))
  const [dirty, setDirty] = useState(false)

  const go = (next: AdminAddress): void => {
    if (dirty && !confirm(t('edit.leave'))) return
    setDirty(false)
    history.replaceState(null, '', writeAdminAddress(location.search, next))
    setAddress(next)
  }

  const record = city?.record
  return (
    <AppFrame
      me={me} page="admin"
      city={record && { name: nameOf(record, language), simulated: record.simulated }}
    >
      {record === undefined
        ? <PageNotice {...(state.type === 'failed' ? { type: 'failed', error: state.error } : { type: 'loading' })} />
        : (
            <div className="admin">
              <Tabs
                activeKey={address.tab} data-testid="admin-tabs"
                items={ADMIN_TABS.map((tab) => ({ key: tab, label: t(`tab.${tab}`) }))}
                onChange={(key) => go({ version: address.version, tab: ADMIN_TABS.find((tab) => tab === key)! })}
              />
              <div className="admin-room">
                {address.tab === 'versions' && (
                  <VersionsTab city={record} selected={address.version} onGo={go} onSwitched={reload} />
                )}
                {address.tab === 'import' && <ImportTab city={record} onSwitched={reload} />}
                {address.tab === 'field' && (
                  <FieldTab
                    city={record} part={address.part ?? 'status'} onPart={(part) => go({ ...address, part })}
                  />
                )}
                {address.tab === 'catalogue' && city !== undefined && <CatalogueTab city={city} onChanged={reload} />}
                {address.tab === 'flows' && <FlowsTab />}
                {address.tab === 'clocks' && city !== undefined && <ClocksTab city={city} />}
                {address.tab === 'channels' && city !== undefined && <ChannelsTab city={city} onChanged={reload} />}
                {address.tab === 'edit' && <EditTab selected={address.version} onGo={go} onDirty={setDirty} />}
              </div>
            </div>
          )}
    </AppFrame>
  )
}
