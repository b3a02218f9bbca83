import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#effaf8', '#d5f1ec', '#abe2d9', '#79cdc1', '#49b1a5', '#2b958a', '#1d7a72', '#17625c', '#154f4b', '#133f3d',
];

const dark: MantineColorsTuple = [
  '#e8eaed', '#bcc2c9', '#9aa3ad', '#6d7783', '#3a424c', '#2c333b', '#22282f', '#191e24', '#13171c', '#0d1014',
];

/** One accent colour, one scale of spaces, numbers that line up. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '600' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Paper: { defaultProps: { withBorder: true, radius: 'lg' } },
    Badge: { defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 500 } },
    // their heads are no banner of the page
    Modal: { defaultProps: { centered: true, radius: 'lg', attributes: { header: { role: 'presentation' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    Skeleton: { defaultProps: { radius: 'md' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
});

const tinted = ['gray', 'red', 'green', 'blue', 'orange', 'yellow', 'violet', 'accent'];

/** Mantine's greys and tints are too pale for WCAG AA on small text. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#5a646e',
    '--mantine-color-placeholder': '#66707a',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-anchor': 'var(--mantine-color-accent-7)',
    '--ritorno-canvas': '#f7f8f9',
    '--ritorno-line': '#e4e7ea',
    ...Object.fromEntries(
      tinted.flatMap((name) => [
        [`--mantine-color-${name}-light-color`, name === 'yellow' ? '#7a4b00' : name === 'orange' ? '#9a3412' : `var(--mantine-color-${name}-9)`],
        [`--mantine-color-${name}-text`, `var(--mantine-color-${name}-9)`],
      ]),
    ),
    '--mantine-color-green-light-color': '#1b6a2f',
  },
  dark: {
    '--mantine-color-body': '#191e24',
    '--mantine-color-dimmed': '#a3acb6',
    '--mantine-color-placeholder': '#98a1ab',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-anchor': 'var(--mantine-color-accent-3)',
    '--ritorno-canvas': '#13171c',
    '--ritorno-line': '#2c333b',
    ...Object.fromEntries(
      tinted.flatMap((name) => [
        [`--mantine-color-${name}-light-color`, `var(--mantine-color-${name}-2)`],
        [`--mantine-color-${name}-text`, `var(--mantine-color-${name}-3)`],
      ]),
    ),
  },
});
