import {
  LAYER_DEFINITIONS, type LayerDefinition, type LayerField, PLACE_FIELDS,
} from '../../../geodata/import/layers.ts'

const NEEDED: ReadonlySet<string> = new Set(['externalNumber', 'categoryCode', 'description', 'lng', 'lat'])
/** A history's columns, which a case reported only now does not have; the channel is chosen for the whole file. */
const NOT_OF_A_REPORT: ReadonlySet<string> = new Set(['channel', 'closedAt', 'status', 'wkt'])

/** The columns of a table of cases to be reported: those of a history of cases, and who reported each. */
export const CASE_TABLE: LayerDefinition = {
  geometry: 'none',
  fields: [
    ...[...LAYER_DEFINITIONS.cases.fields, ...PLACE_FIELDS]
      .filter(({ field }) => !NOT_OF_A_REPORT.has(field))
      .map((one): LayerField => ({ ...one, required: NEEDED.has(one.field) })),
    { field: 'urgent', required: false, type: 'boolean', headers: ['urgent', '紧急', '是否紧急', '加急', '紧急程度'] },
    {
      field: 'contactName', required: false, type: 'text',
      headers: ['contact_name', '反映人', '诉求人', '来电人', '联系人', '姓名', '投诉人', 'contact'],
    },
    {
      field: 'contactPhone', required: false, type: 'text',
      headers: ['contact_phone', '联系电话', '来电号码', '电话', '手机', '手机号', '联系方式', 'phone', 'mobile'],
    },
  ],
}
