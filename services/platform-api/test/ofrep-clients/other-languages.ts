import { delimiter, join } from 'node:path';
import type { ClientAnswer, OfficialClient } from './official-client.ts';
import { ask, missingOf, prepare } from './program.ts';
import type { Program } from './program.ts';

const PYTHON: Program = {
  folder: 'python',
  files: ['requirements.txt'],
  build: (output) => [
    ['python3', '-m', 'venv', output],
    [join(output, 'bin', 'pip'), 'install', '--quiet', '-r', 'requirements.txt'],
  ],
  run: (output) => [join(output, 'bin', 'python'), 'client.py'],
};

const GO: Program = {
  folder: 'go',
  files: ['main.go', 'go.mod', 'go.sum'],
  build: (output) => [['go', 'build', '-o', join(output, 'client'), '.']],
  run: (output) => [join(output, 'client')],
};

const JAVA: Program = {
  folder: 'java',
  files: ['pom.xml', 'src/main/java/Client.java'],
  build: (output) => [
    [
      'mvn',
      '--quiet',
      '--batch-mode',
      `-Doutput=${output}`,
      'compile',
      'dependency:copy-dependencies',
      `-DoutputDirectory=${join(output, 'lib')}`,
      '-DincludeScope=runtime',
    ],
  ],
  run: (output) => [
    'java',
    '-cp',
    [join(output, 'classes'), join(output, 'lib', '*')].join(delimiter),
    'Client',
  ],
};

function client(name: string, program: Program, more: Partial<OfficialClient>): OfficialClient {
  return {
    name,
    prepare: () => prepare(program),
    ask: async (questions, endpoint, key) => {
      const environment = { OFREP_ENDPOINT: endpoint, OFREP_KEY: key };
      return (await ask(program, questions, environment)).map(withoutEmpty);
    },
    ...more,
  };
}

/** Go says nothing as an empty text. */
function withoutEmpty(answer: ClientAnswer): ClientAnswer {
  const { value, ...texts } = answer;
  const filled = Object.entries(texts).map(([name, text]) => [name, text || null]);
  return { ...answer, ...(Object.fromEntries(filled) as Partial<ClientAnswer>), value };
}

export const OTHER_LANGUAGES: readonly OfficialClient[] = [
  client('Python', PYTHON, {
    missing: missingOf(
      { python3: ['-c', 'import ensurepip, sys, venv; assert sys.version_info >= (3, 10)'] },
      'install Python 3.10 or newer, with venv',
    ),
  }),
  client('Go', GO, {
    missing: missingOf({ go: ['version'] }, 'install Go 1.24 or newer'),
    // Its provider serves the code's default where a flag is disabled.
    makes: (expected, question) =>
      expected.reason === 'DISABLED' ? { ...expected, value: question.default } : expected,
  }),
  client('Java', JAVA, {
    missing: missingOf(
      { java: ['-version'], mvn: ['-version'] },
      'install a JDK, 11 or newer, and Maven',
    ),
    // Its provider calls every 400 that.
    makes: (expected) =>
      expected.errorCode === 'TARGETING_KEY_MISSING'
        ? { ...expected, errorCode: 'INVALID_CONTEXT' }
        : expected,
  }),
];
