import './without-eval.js';
import './language.js';
import type { WebviewApi } from './host.js';
import { Sidebar } from './sidebar/sidebar.js';

declare function acquireVsCodeApi(): WebviewApi;

const root = document.querySelector('main');
if (root !== null) {
  new Sidebar(root, acquireVsCodeApi());
}
