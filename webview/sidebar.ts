import { askedApi } from './asked-early.js';
import './without-eval.js';
import './language.js';
import { Sidebar } from './sidebar/sidebar.js';

const root = document.querySelector('main');
if (root !== null) {
  new Sidebar(root, askedApi);
}
