/** The colours of the page's custom properties, as a canvas takes them. */
export class Colours {
  readonly #known = new Map<string, string>();

  /** The value that the custom property `name` has, `rgb(…)` or `rgba(…)`. */
  of(name: string): string {
    const known = this.#known.get(name);
    if (known !== undefined) {
      return known;
    }
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    // Else it would have the colour of all text where the system forces colours.
    probe.style.setProperty('forced-color-adjust', 'none');
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    this.#known.set(name, color);
    return color;
  }

  /** Reads every colour anew: the theme has changed. */
  forget(): void {
    this.#known.clear();
  }
}

/** A computed colour with another alpha, 0–1. */
export function withAlpha(colour: string, alpha: number): string {
  return colour.replace(/^rgba?\(([^,]+,[^,]+,[^,)]+).*\)$/, `rgba($1, ${alpha})`);
}

/** What the system may want of colours: a page without a theme follows all of it. */
const wishes = [
  '(prefers-color-scheme: dark)',
  '(prefers-contrast: more)',
  '(forced-colors: active)',
];

/** Calls `changed` whenever the theme of the page or what the system wants of it changes; returns what stops it. */
export function onThemeChange(changed: () => void): () => void {
  // VS Code says the kind of theme on the body, and sets its colours as properties of the root.
  const observer = new MutationObserver(changed);
  observer.observe(document.body, {
    attributeFilter: ['class', 'data-vscode-theme-kind', 'data-vscode-theme-id'],
  });
  observer.observe(document.documentElement, { attributeFilter: ['style', 'class'] });
  const queries = wishes.map((wish) => matchMedia(wish));
  queries.forEach((query) => {
    query.addEventListener('change', changed);
  });
  return () => {
    observer.disconnect();
    queries.forEach((query) => {
      query.removeEventListener('change', changed);
    });
  };
}
