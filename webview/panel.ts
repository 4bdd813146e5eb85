import { askedApi } from './asked-early.js';
import './without-eval.js';
import './language.js';
import { Panel } from './panel/panel.js';

const root = document.querySelector('main');
if (root !== null) {
  new Panel(root, askedApi);
}
