import { theme, type ThemeConfig } from 'antd'
import { FONT_FAMILY } from './font-family.ts'

/** Ant Design in the colours of theme.css. It derives shades by arithmetic, so it needs values, not CSS variables. */
export const antdTheme: ThemeConfig = {
  algorithm: [theme.darkAlgorithm, theme.compactAlgorithm],
  token: {
    colorPrimary: '#12b3cf',
    colorInfo: '#4c9dff',
    colorSuccess: '#34d399',
    colorWarning: '#f6b73c',
    colorError: '#ff5a5f',
    colorLink: '#22d3ee',
    colorTextBase: '#e8f0fc',
    colorBgBase: '#060b14',
    colorBgContainer: '#0d1727',
    colorBgElevated: '#132036',
    colorBgLayout: '#060b14',
    colorBorder: '#2c4163',
    colorBorderSecondary: '#1c2b44',
    colorTextPlaceholder: '#7187a8',
    borderRadius: 6,
    fontSize: 14,
    controlHeight: 32,
    fontFamily: FONT_FAMILY,
  },
  components: {
    Segmented: { trackBg: '#0d1727', itemSelectedBg: '#1c3a55', itemSelectedColor: '#e8f0fc', itemColor: '#9db1cf' },
    Slider: { trackBg: '#12b3cf', trackHoverBg: '#22d3ee', railBg: '#1c2b44', railHoverBg: '#2c4163' },
  },
}
