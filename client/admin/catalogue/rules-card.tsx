import { Input, Tag, Tree } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CatalogueEntry, CatalogueHit } from '../../../server/contract/api/catalogue.ts'
import { withQuery } from '../../api/query-string.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { categoryTree } from '../../city/choice-trees.ts'
import { categoryPath, type CityIndex } from '../../city/city-index.ts'
import { categoryPathName } from '../../city/place-names.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { FailedLine } from '../field/failed-line.tsx'
import { RuleList } from './rule-list.tsx'

/** The catalogue as a tree with a search, and of the category that is chosen its examples and rules. */
export function RulesCard({ city }: { city: CityIndex }) {
  const { t } = useTranslation('catalogue')
  const language = useLanguage()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<string>()
  const [opened, setOpened] = useState<readonly string[]>([])
  const tree = useMemo(() => categoryTree(city, language, false), [city, language])
  const asked = query.trim()
  const hits = useJson<CatalogueHit[]>(asked === '' ? undefined : withQuery('/api/catalogue/search', { q: asked, limit: 30 }))
  const entry = useJson<CatalogueEntry>(chosen === undefined ? undefined : `/api/catalogue/categories/${chosen}`)
  const category = valueOf(entry.state)
  const found = valueOf(hits.state)

  function choose(code: string): void {
    setChosen(code)
    setOpened((before) => [...new Set([...before, ...categoryPath(city, code).map((above) => above.code)])])
  }

  return (
    <section className="field-card catalogue-rules">
      <div className="catalogue-tree">
        <Input
          value={query} allowClear placeholder={t('search')} maxLength={100} data-testid="catalogue-search"
          onChange={(event) => setQuery(event.target.value)}
        />
        {asked === ''
          ? (
              <Tree
                height={560} virtual treeData={tree} fieldNames={{ key: 'value', title: 'title', children: 'children' }}
                selectedKeys={chosen === undefined ? [] : [chosen]} expandedKeys={[...opened]}
                onExpand={(keys) => setOpened(keys.map(String))} onSelect={(_, { node }) => choose(node.value)}
              />
            )
          : (
              <>
                <FailedLine state={hits.state} onRetry={hits.reload} />
                {found?.length === 0 && <p className="field-hint">{t('noHit')}</p>}
                <ul className="catalogue-hits" data-testid="catalogue-hits">
                  {found?.map((hit) => (
                    <li key={hit.code}>
                      <button
                        type="button" aria-current={hit.code === chosen} onClick={() => choose(hit.code)}
                        data-testid={`hit-${hit.code}`}
                      >
                        <b>{nameOf(hit, language)}</b> <code>{hit.code}</code>{' '}
                        <Tag>{t('found', { by: t(`by.${hit.by}`) })}</Tag>
                        {hit.source === 'transcription' && <Tag color="blue">{t('transcription')}</Tag>}
                        <span className="catalogue-where">
                          {hit.path.map((above) => nameOf(above, language)).join(' › ')}
                        </span>
                        {hit.example !== null && <span className="catalogue-where">“{hit.example}”</span>}
                      </button>
                    </li>
                  ))}
                </ul>
              </>
            )}
      </div>
      <div className="catalogue-chosen" data-testid="catalogue-chosen">
        <FailedLine state={entry.state} onRetry={entry.reload} />
        {category === undefined || chosen === undefined
          ? <p className="field-hint">{t('choose')}</p>
          : (
              <>
                <h3>
                  {categoryPathName(city, category.code, language)} <code>{category.code}</code>{' '}
                  {category.source === 'transcription' && <Tag color="blue">{t('transcription')}</Tag>}
                  {category.urgent && <Tag color="red">{t('urgent')}</Tag>}
                </h3>
                <p>
                  {t('facts', {
                    unitKind: category.unitKind, layer: t(`layer.${category.layer}`), hours: category.limitHours,
                  })}
                </p>
                <p className="field-hint">{t('examples')}: {category.examples.join('；') || t('none')}</p>
                <RuleList key={chosen} city={city} category={chosen} />
              </>
            )}
      </div>
    </section>
  )
}
