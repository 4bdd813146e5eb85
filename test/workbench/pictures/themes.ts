/** Each kind of theme: what it is called in the settings and in the list of themes, and the class of a window that has it. */
export const themes = {
  dark: { theme: 'Default Dark Modern', label: 'Dark Modern', look: 'vs-dark' },
  light: { theme: 'Default Light Modern', label: 'Light Modern', look: 'vs' },
  'high-contrast': {
    theme: 'Default High Contrast',
    label: 'Dark High Contrast',
    look: 'hc-black',
  },
  'high-contrast-light': {
    theme: 'Default High Contrast Light',
    label: 'Light High Contrast',
    look: 'hc-light',
  },
} as const;

/** What a picture's name says of its theme. */
export type ThemeName = keyof typeof themes;
