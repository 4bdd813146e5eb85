import { putTheme, themes, type ThemeKind } from '../../support/vscode-themes.js';

/** What the host of a page is like, as JSON can say it. */
export interface PageHost {
  readonly theme: ThemeKind;
  /** What the page kept of itself before. */
  readonly state: unknown;
  /** Who answers what the page asks: nobody at first, the script at once with success, or `answerOf` of the window. */
  readonly answers: 'nobody' | 'success' | 'answerOf';
}

/** The address below `origin` that shows a page to which {@link hostScript} is such a host. */
export function addressOf(origin: string, host: PageHost): string {
  return `${origin}/?${new URLSearchParams({ host: JSON.stringify(host) }).toString()}`;
}

/**
 * A program that runs in a page before its own: what VS Code gives a webview, kept where the test sees it; on each canvas
 * what was last written, and how often it was drawn; and what the policy forbade, on the console.
 */
export function hostScript(): string {
  const kinds = Object.keys(themes) as ThemeKind[];
  return `
    const host = JSON.parse(new URL(location.href).searchParams.get('host'));
    const putTheme = { ${kinds.map((kind) => `'${kind}': () => {${putTheme(kind)}}`).join(', ')} }[host.theme];
    addEventListener('DOMContentLoaded', putTheme);
    // The theme is there before the page's own script runs.
    new MutationObserver((_, observer) => {
      if (document.body !== null) { observer.disconnect(); putTheme(); }
    }).observe(document, { childList: true, subtree: true });
    window.sent = [];
    window.keptState = host.state ?? undefined;
    window.isAnswered = host.answers === 'success';
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => {
        window.sent.push(message);
        if (host.answers === 'answerOf') {
          window.answerOf(message).then((notice) => { window.postMessage(notice, '*'); });
        } else if (window.isAnswered) {
          window.postMessage({ type: 'answer', id: message.id, problem: null }, '*');
        }
      },
      getState: () => window.keptState,
      setState: (state) => { window.keptState = state; },
    });
    Object.defineProperty(document, 'hidden', { get: () => window.isHidden === true });
    const { clearRect, fill, fillText, stroke } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      this.canvas.texts = [];
      this.canvas.strokes = [];
      this.canvas.fills = [];
      this.canvas.draws = (this.canvas.draws ?? 0) + 1;
      clearRect.apply(this, box);
    };
    CanvasRenderingContext2D.prototype.stroke = function (...path) {
      this.canvas.strokes?.push(this.strokeStyle);
      stroke.apply(this, path);
    };
    CanvasRenderingContext2D.prototype.fill = function (...path) {
      this.canvas.fills?.push(this.fillStyle);
      fill.apply(this, path);
    };
    CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
      this.canvas.texts?.push(text);
      fillText.call(this, text, ...at);
    };
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
    });`;
}
