import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { jsonSchemas } from '@halyard/contracts';
import { describeDtos } from './describe-dtos.ts';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const PROBLEM = {
  description: 'A problem (RFC 9457)',
  content: {
    'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemResponse' } },
  },
};

const OFREP_FAILURE = {
  description: "The protocol's own failure",
  content: {
    'application/json': { schema: { $ref: '#/components/schemas/OfrepFailureResponse' } },
  },
};

/** Serves the document at `/api/openapi.json`, and a readable page of it at `/api/docs`. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Halyard API',
  });
}

/** The API as OpenAPI: its routes from the controllers, its shapes from the contracts' DTOs. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  describeDtos();
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Halyard API')
    .setDescription('Feature flags for products with many tenants.')
    .setVersion('0.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth()
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'sdkKey')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}`,
  });
  for (const [path, methods] of Object.entries(document.paths)) {
    const failure = path.startsWith('/ofrep/') ? OFREP_FAILURE : PROBLEM;
    for (const operation of Object.values(methods) as Operation[]) {
      operation.responses = { ...operation.responses, default: failure };
    }
  }
  const schemas = jsonSchemas() as NonNullable<OpenAPIObject['components']>['schemas'];
  return { ...document, components: { ...document.components, schemas } };
}
