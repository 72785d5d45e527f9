/** The columns of the catalogue as a table of text: the name that is written, and others that are read as well. */
export const CATALOGUE_COLUMNS = {
  code: ['编码', '代码', '事项编码'],
  parent: ['上级编码', '父级编码', 'parent_code'],
  level: ['级别', '层级'],
  name: ['名称', '事项名称'],
  name_en: ['英文名称', '英文名'],
  unit_kind: ['处置单位类别', '责任部门类别', '处置单位'],
  layer: ['主责网格', '网格层'],
  urgent: ['紧急', '是否紧急'],
  limit_hours: ['时限小时', '时限（小时）', '时限'],
  examples: ['典型案例', '示例'],
  source: ['来源'],
} as const satisfies Record<string, readonly string[]>

export type CatalogueColumn = keyof typeof CATALOGUE_COLUMNS

/** Between the examples of one cell. */
export const EXAMPLE_SEPARATOR = '|'

/** A category as a row of the table. */
export interface CatalogueRow {
  code: string
  parentCode: string | null
  level: number
  name: string
  nameEn: string
  unitKind: string
  layer: 'community' | 'street' | 'exclusive'
  urgent: boolean
  limitHours: number
  examples: string[]
  source: 'own' | 'transcription'
}
