import Type, { type Static } from 'typebox'

/** What an import can bring, in the order in which it is applied. */
export const IMPORT_LAYERS = [
  'areas', 'units', 'community', 'street', 'exclusive', 'categories', 'workers', 'cameras', 'devices', 'components',
  'cases', 'roads', 'buildings', 'water', 'parks', 'railways', 'places',
] as const
export type ImportLayer = (typeof IMPORT_LAYERS)[number]

/** 'wgs84', 'gcj02', 'bd09' or 'EPSG:' + 4326, 4490, 3857, 4491…4554 (CGCS2000 Gauss-Krüger). */
export const SourceDatum = Type.String({ pattern: '^(wgs84|gcj02|bd09|EPSG:[0-9]{4,5})$' })

/** How one file is to be read; what is left out is guessed from the file and shown before anything is switched. */
export const SourceOptions = Type.Object({
  layer: Type.Enum([...IMPORT_LAYERS]),
  /** Without one: what the file says (.prj, GeoPackage, GeoJSON's crs), else WGS-84 if the numbers can be degrees. */
  datum: Type.Optional(SourceDatum),
  /** Our field → the file's header. */
  fields: Type.Optional(Type.Record(Type.String(), Type.String())),
  encoding: Type.Optional(Type.Enum(['utf-8', 'gbk'])),
  /** The table of a GeoPackage. */
  table: Type.Optional(Type.String()),
  /** How areas and grids find the area above them: by the start of their code, by a field, by lying in it.
   * 'auto': the field where there is one, else the code, else by lying in it. */
  parents: Type.Optional(Type.Enum(['auto', 'code', 'field', 'containment'])),
  /** Closes open rings and takes crossing ones apart; each change is listed. Otherwise they are errors. */
  repair: Type.Optional(Type.Boolean()),
})
export type SourceOptions = Static<typeof SourceOptions>

/** One file of an import as it was understood. */
export const SourceRecord = Type.Object({
  file: Type.String(),
  bytes: Type.Integer(),
  options: SourceOptions,
  format: Type.Enum(['geojson', 'ndjson', 'shapefile', 'geopackage', 'csv']),
  headers: Type.Array(Type.String()),
  /** Our field → the header that it is read from. */
  mapping: Type.Record(Type.String(), Type.String()),
  datum: Type.Object({ code: Type.String(), from: Type.Enum(['stated', 'file', 'assumed']) }),
  rows: Type.Integer(),
  refusedRows: Type.Integer(),
})
export type SourceRecord = Static<typeof SourceRecord>

/**
 * `POST /api/imports/uploads?name=`: the bytes of one file (a Shapefile as a zip), kept until it is imported.
 * Answers {uploadId, file, bytes}. `POST /api/imports/preview` {uploadId, options} → SourcePreview.
 */
export const UploadRecord = Type.Object({ uploadId: Type.String(), file: Type.String(), bytes: Type.Integer() })
export type UploadRecord = Static<typeof UploadRecord>

const UploadId = Type.String({ pattern: '^[0-9a-f-]{36}$' })

export const PreviewBody = Type.Object({ uploadId: UploadId, options: SourceOptions })
export type PreviewBody = Static<typeof PreviewBody>

/** How a file would be read: the first rows of it. */
export const SourcePreview = Type.Object({
  format: Type.String(),
  headers: Type.Array(Type.String()),
  mapping: Type.Record(Type.String(), Type.String()),
  /** Required fields that no header was found for. */
  missing: Type.Array(Type.String()),
  /** All fields of the layer, required ones first. */
  fields: Type.Array(Type.Object({ field: Type.String(), required: Type.Boolean() })),
  datum: Type.Object({ code: Type.String(), from: Type.Enum(['stated', 'file', 'assumed']) }),
  /** Tables of a GeoPackage. */
  tables: Type.Array(Type.String()),
  rows: Type.Array(
    Type.Object({
      row: Type.Integer(),
      fields: Type.Record(Type.String(), Type.Unknown()),
      problems: Type.Array(Type.Object({ text: Type.String(), textEn: Type.String() })),
    }),
  ),
})
export type SourcePreview = Static<typeof SourcePreview>

/** `POST /api/imports` {sources}: starts reading; answers ImportRecord at once. */
export const NewImportBody = Type.Object({
  sources: Type.Array(Type.Object({ uploadId: UploadId, options: SourceOptions }), { minItems: 1, maxItems: 20 }),
})
export type NewImportBody = Static<typeof NewImportBody>

export const IMPORT_STATES = ['reading', 'checking', 'ready', 'failed', 'applied', 'discarded'] as const

/** `GET /api/imports` (newest first), `GET /api/imports/:id`. `POST …/apply` switches over, `POST …/discard` drops it. */
export const ImportRecord = Type.Object({
  id: Type.Integer(),
  createdAt: Type.String(),
  createdBy: Type.String(),
  state: Type.Enum([...IMPORT_STATES]),
  sources: Type.Array(SourceRecord),
  /** Of what is being done now: 'reading' counts bytes, 'checking' counts steps. */
  progress: Type.Object({ step: Type.String(), done: Type.Number(), total: Type.Number() }),
  /** Per layer what applying would do. */
  summary: Type.Array(
    Type.Object({ layer: Type.Enum([...IMPORT_LAYERS]), added: Type.Integer(), changed: Type.Integer(), removed: Type.Integer() }),
  ),
  failure: Type.Union([Type.String(), Type.Null()]),
  versionId: Type.Union([Type.Integer(), Type.Null()]),
  findings: Type.Object({ error: Type.Integer(), warning: Type.Integer(), note: Type.Integer() }),
  appliedAt: Type.Union([Type.String(), Type.Null()]),
})
export type ImportRecord = Static<typeof ImportRecord>
