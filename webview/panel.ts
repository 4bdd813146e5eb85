import './without-eval.js';
import './language.js';
import type { WebviewApi } from './host.js';
import { Panel } from './panel/panel.js';

declare function acquireVsCodeApi(): WebviewApi;

const root = document.querySelector('main');
if (root !== null) {
  new Panel(root, acquireVsCodeApi());
}
