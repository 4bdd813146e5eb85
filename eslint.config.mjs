import path from 'node:path';
import tseslint from 'typescript-eslint';

/** The floors of the source tree, lowest first: a file imports only from its own floor and from floors below. */
export const floors = [
  'random',
  'record',
  'metrics',
  'series',
  'balancing',
  'runs',
  'data',
  'compute',
  'setup',
  'network',
  'training',
  'model-file',
  'worker',
  'cli',
  'editor',
];

/** The floors that may use tf; everything else must stay free of it. */
const floorsWithTensorFlow = ['compute', 'network', 'training', 'model-file'];

/** The floors that webviews and the report may read from. */
const floorsForWebviews = ['record', 'metrics', 'series'];

function forbidden(group, message) {
  return { group, message };
}

function floorRule(floor) {
  const above = floors.slice(floors.indexOf(floor) + 1);
  const patterns = above.map((name) =>
    forbidden([`**/${name}/**`], `${floor} is below ${name}: dependencies point downwards.`),
  );
  if (!floorsWithTensorFlow.includes(floor)) {
    patterns.push(forbidden(['@tensorflow/*'], `${floor} is free of tf.`));
  }
  if (floor !== 'editor') {
    patterns.push(forbidden(['vscode'], 'Only src/editor and src/extension.ts import vscode.'));
  }
  return {
    files: [`src/${floor}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
}

/** A call that says something to a person, by `l10n` itself or by `vscode`. */
const said =
  'CallExpression[callee.property.name="t"]:matches([callee.object.name="l10n"], [callee.object.property.name="l10n"])';

/** What keeps a message from being collected or from being said in the person's language. */
const messagesNotCollected = [
  {
    selector: `${said}:not(:function *, PropertyDefinition *)`,
    message: 'When a module is loaded, the language is not known yet: say it in a function.',
  },
  {
    selector:
      'VariableDeclarator[init.name="l10n"] Property[key.name="t"], VariableDeclarator[init.property.name="l10n"] Property[key.name="t"], MemberExpression[object.name="l10n"][property.name="t"]:not(CallExpression > MemberExpression.callee), MemberExpression[object.property.name="l10n"][property.name="t"]:not(CallExpression > MemberExpression.callee)',
    message: 'Messages are collected where `l10n.t(…)` is called: it has no other name.',
  },
  {
    selector: `${said} > :first-child:not(Literal, ObjectExpression)`,
    message:
      'Messages are collected from the code: a whole literal, with {0} where something is put in.',
  },
];

const written =
  ':matches(Literal[value=/[a-z]/i], TemplateLiteral:has(TemplateElement[value.raw=/[a-z]{2}/i]))';
const wordsOfProblem = 'Property[key.name=/^(what|remedy)$/]';

/** What of a problem is written out in English alone. */
const problemsInEnglish = {
  selector: [
    `${wordsOfProblem} > ${written}`,
    `${wordsOfProblem} > :matches(ConditionalExpression, LogicalExpression, BinaryExpression) > ${written}`,
    `NewExpression[callee.name=/Fault$/] > ${written}:first-child`,
  ].join(', '),
  message: "A person reads this in the window's language: say it by `l10n.t(…)`.",
};

const elsewhere = `:not(${said} *, NewExpression[callee.name=/Error$/] *)`;

/** A sentence that nobody says; what an error says that is a defect is for its stack. */
const sentencesInEnglish = {
  selector: [
    `Literal[value=/^["'\u0060]?[A-Z][^]* [^]*[.?!]$/]${elsewhere}`,
    `TemplateLiteral:has(> TemplateElement[tail=true][value.raw=/[a-z)][.?!]$/])${elsewhere}`,
    `TemplateLiteral:has(> TemplateElement:first-child[value.raw=/^[A-Z][^]* /]):has(> TemplateElement[tail=true][value.raw=/[.?!]$/])${elsewhere}`,
  ].join(', '),
  message: "A sentence is read by a person, in the window's language: say it by `l10n.t(…)`.",
};

function messageRule(files, ...further) {
  return {
    files,
    rules: { 'no-restricted-syntax': ['error', ...messagesNotCollected, ...further] },
  };
}

/** The command line and what a model reads speak English. */
const speaksEnglish = ['src/cli/**', 'src/editor/assistant/**'];

const toolkit = '@vscode/webview-ui-toolkit';

/** What a page may import, and what these files of it may not beside. */
function pageRule({ files }, alsoForbidden) {
  const patterns = floors
    .filter((floor) => !floorsForWebviews.includes(floor))
    .map((floor) =>
      forbidden([`**/src/${floor}/**`], 'Webviews read record, metrics and series alone.'),
    );
  return {
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: [...patterns, ...alsoForbidden] }] },
  };
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '**/.modality-lens/', '**/.cache/'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs', 'test/*.mjs', 'test/*/*.mjs'] },
        tsconfigRootDir: path.resolve(import.meta.dirname),
      },
    },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  { files: ['**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  {
    // An assertion converts the number there; to tsc all numbers are one type.
    files: ['src/compute/wasm/assembly/**'],
    rules: { '@typescript-eslint/no-unnecessary-type-assertion': 'off' },
  },
  { files: ['test/**'], rules: { 'max-lines-per-function': 'off' } },
  ...floors.map(floorRule),
  messageRule(['src/**/*.ts', 'webview/**/*.ts']),
  { ...messageRule(['src/**/*.ts', 'webview/**/*.ts'], problemsInEnglish), ignores: speaksEnglish },
  messageRule(
    floors
      .filter((floor) => !['cli', 'editor'].includes(floor))
      .map((floor) => `src/${floor}/**/*.ts`),
    problemsInEnglish,
    sentencesInEnglish,
  ),
  pageRule({ files: ['webview/**/*.ts'] }, [
    forbidden(
      [toolkit],
      'Only webview/ui imports the toolkit, which is archived: use or add a widget there.',
    ),
  ]),
  pageRule({ files: ['webview/ui/**/*.ts'] }, []),
  pageRule({ files: ['webview/page/**/*.ts', 'webview/report.ts'] }, [
    forbidden(
      [toolkit, '**/ui/**', '**/live/**', '**/panel/**', '**/sidebar/**'],
      'The report is made of webview/page alone.',
    ),
  ]),
);
