import type { WebviewApi } from './host.js';

declare function acquireVsCodeApi(): WebviewApi;

/** The id of what was asked before the page was made. */
export const earlyId = 1;

/** What VS Code gives the page, which has asked by it to be shown what it is for. */
export const askedApi = acquireVsCodeApi();

// A module of its own, so that it is done before anything else of the page is evaluated: import it before all of that. What
// is answered comes after the whole script, and then there is who listens.
askedApi.postMessage({ type: 'ready', id: earlyId });
