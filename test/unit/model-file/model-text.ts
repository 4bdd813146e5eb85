/** A small model file without mistakes; `parts` replace single options, `head` goes before the definition. */
export function modelText(parts: Readonly<Record<string, string>> = {}, head = ''): string {
  const options = {
    name: "'small'",
    data: 'coloredAndGrayMnist()',
    modalities: '{ gray: convBranch({ filters: [2, 2] }), color: convBranch({ filters: [2, 2] }) }',
    fusion: 'mmtm({ after: [1, 2] })',
    training: '{ epochs: 1, batchSize: 2, optimizer: sgd({ learningRate: 0.1 }) }',
    ...parts,
  };
  const lines = Object.entries(options).map(([name, value]) => `  ${name}: ${value},`);
  return [
    "import * as lens from 'modality-lens';",
    'const { coloredAndGrayMnist, convBranch, defineMultimodal, guided, mmtm, sgd } = lens;',
    head,
    'export default defineMultimodal({',
    ...lines,
    '});',
    '',
  ].join('\n');
}
