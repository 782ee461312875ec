/** The boundaries of the code, each with the sentence that a violation prints. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'evaluator-is-pure',
      comment: 'The engine imports nothing of ours and nothing of Node: it runs in browsers.',
      severity: 'error',
      from: { path: '^packages/evaluator/src', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(apps|services|packages/(?!evaluator))', dependencyTypesNot: ['npm'] },
    },
    {
      name: 'evaluator-has-no-node',
      comment: 'The engine imports nothing of Node: it runs in browsers.',
      severity: 'error',
      from: { path: '^packages/evaluator/src', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'contracts-are-contracts',
      comment:
        "The contracts know the evaluator's words and what validates, nothing that serves them.",
      severity: 'error',
      from: { path: '^packages/contracts/src', pathNot: '\\.spec\\.ts$' },
      to: {
        pathNot: [
          '^packages/(contracts|evaluator)/',
          'node_modules/(class-validator|class-transformer|class-validator-jsonschema|reflect-metadata|ajv|re2js)/',
        ],
      },
    },
    {
      name: 'nothing-imports-services',
      comment: 'Apps and packages speak to services over HTTP.',
      severity: 'error',
      from: { path: '^(apps|packages)/' },
      to: { path: '^services/' },
    },
    {
      name: 'pure-files-are-pure',
      comment: 'The rules of a domain are functions: no Nest, no Mongoose.',
      severity: 'error',
      from: {
        path: '^services/platform-api/src/(flags/flag(-config|-ruleset)?|tenants/tenant|environments/environment|audit/audit-entry)\\.ts$',
      },
      to: { path: 'node_modules/(@nestjs|mongoose)' },
    },
    {
      name: 'queries-stay-home',
      comment: 'A repository and a schema are imported only inside their folder.',
      severity: 'error',
      from: { path: '^services/platform-api/src/([^/]+)/' },
      to: {
        path: '^services/platform-api/src/[^/]+/.+\\.(repository|schema)\\.ts$',
        pathNot: '^services/platform-api/src/$1/',
      },
    },
    {
      name: 'one-door-for-writes',
      comment: 'Only changes/ imports the write side of a domain (its module provides it).',
      severity: 'error',
      from: {
        path: '^services/platform-api/src/',
        pathNot: ['^services/platform-api/src/changes/', '\\.module\\.ts$', '\\.writer\\.ts$'],
      },
      to: { path: '^services/platform-api/src/.+\\.writer\\.ts$' },
    },
    {
      name: 'controllers-decide-nothing',
      comment: 'A controller speaks to services, never to a repository.',
      severity: 'error',
      from: { path: '\\.controller\\.ts$' },
      to: { path: '\\.(repository|schema)\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.nuxt|\\.output|node_modules/\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};
