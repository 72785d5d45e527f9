/** The same fonts as theme.css, for what draws on a canvas or derives its styles and cannot read CSS variables. */
export const FONT_FAMILY =
  "'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif"
