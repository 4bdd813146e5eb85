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

/** Calls `changed` whenever the theme of the page changes; returns what stops it. */
export function onThemeChange(changed: () => void): () => void {
  // VS Code says the kind of theme on the body, and sets its colours as properties of the root.
  const observer = new MutationObserver(changed);
  observer.observe(document.body, {
    attributeFilter: ['class', 'data-vscode-theme-kind', 'data-vscode-theme-id'],
  });
  observer.observe(document.documentElement, { attributeFilter: ['style', 'class'] });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    scheme.removeEventListener('change', changed);
  };
}
