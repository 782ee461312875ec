import type { FlagResponse } from '@halyard/contracts';

export type SnippetFlag = Pick<FlagResponse, 'key' | 'type' | 'variants'>;

/** What a flag's type is to the SDKs: they tell whole numbers from others. */
type ValueType = 'boolean' | 'string' | 'integer' | 'float' | 'json';

interface Language {
  readonly label: string;
  /** What has to be there first. */
  readonly install?: string;
  /** Runs where its users see it: its key is public, and gives no sensitive flag. */
  readonly isPublic?: boolean;
  readonly code: (key: string, type: ValueType) => string;
}

/** What stands for a value until there is one, by language. */
type Words = Readonly<Record<ValueType, readonly [method: string, fallback: string]>>;

const JS: Words = {
  boolean: ['getBooleanValue', 'false'],
  string: ['getStringValue', "''"],
  integer: ['getNumberValue', '0'],
  float: ['getNumberValue', '0'],
  json: ['getObjectValue', '{}'],
};
const PYTHON: Words = {
  boolean: ['get_boolean_value', 'False'],
  string: ['get_string_value', '""'],
  integer: ['get_integer_value', '0'],
  float: ['get_float_value', '0.0'],
  json: ['get_object_value', '{}'],
};
const GO: Words = {
  boolean: ['BooleanValue', 'false'],
  string: ['StringValue', '""'],
  integer: ['IntValue', '0'],
  float: ['FloatValue', '0'],
  json: ['ObjectValue', 'map[string]any{}'],
};
const JAVA: Words = {
  boolean: ['getBooleanValue', 'false'],
  string: ['getStringValue', '""'],
  integer: ['getIntegerValue', '0'],
  float: ['getDoubleValue', '0.0'],
  json: ['getObjectValue', 'new Value()'],
};
const JAVA_TYPES: Readonly<Record<ValueType, string>> = {
  boolean: 'boolean',
  string: 'String',
  integer: 'int',
  float: 'double',
  json: 'Value',
};

/** How each language asks for a flag. */
export const LANGUAGES = {
  node: {
    label: 'Node',
    install: 'npm install @halyard/server-provider @openfeature/server-sdk',
    code: (key, type) => {
      const [method, fallback] = JS[type];
      return `import { HalyardProvider } from '@halyard/server-provider';
import { OpenFeature } from '@openfeature/server-sdk';

await OpenFeature.setProviderAndWait(
  new HalyardProvider({
    url: 'https://flags.example.com',
    key: process.env.HALYARD_KEY, // a server key
  }),
);

const flags = OpenFeature.getClient();
const context = { targetingKey: 'user-1', tenant: 'acme' };
const value = await flags.${method}('${key}', ${fallback}, context);`;
    },
  },
  vue: {
    label: 'Vue',
    install: 'npm install @halyard/vue',
    isPublic: true,
    code: (key, type) => {
      const [, fallback] = JS[type];
      const value = `useFeatureFlag('${key}'${type === 'boolean' ? '' : `, ${fallback}`})`;
      const shown = type === 'boolean' ? '<p v-if="value">It is on</p>' : '<p>{{ value }}</p>';
      return `<script setup lang="ts">
import { useFeatureFlag } from '@halyard/vue';

const value = ${value};
</script>

<template>
  ${shown}
</template>`;
    },
  },
  web: {
    label: 'Web',
    install: 'npm install @openfeature/web-sdk @openfeature/ofrep-web-provider',
    isPublic: true,
    code: (key, type) => {
      const [method, fallback] = JS[type];
      return `import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { OpenFeature } from '@openfeature/web-sdk';

const provider = new OFREPWebProvider({
  baseUrl: 'https://flags.example.com',
  headers: [['Authorization', 'Bearer hlk_client_…']],
});
await OpenFeature.setProviderAndWait(provider, { targetingKey: 'user-1' });

const flags = OpenFeature.getClient();
const value = flags.${method}('${key}', ${fallback});`;
    },
  },
  python: {
    label: 'Python',
    install: 'pip install openfeature-sdk openfeature-provider-ofrep',
    code: (key, type) => {
      const [method, fallback] = PYTHON[type];
      return `import os

from openfeature import api
from openfeature.contrib.provider.ofrep import OFREPProvider
from openfeature.evaluation_context import EvaluationContext

api.set_provider(
    OFREPProvider(
        "https://flags.example.com",
        headers_factory=lambda: {"Authorization": f"Bearer {os.environ['HALYARD_KEY']}"},
    )
)

flags = api.get_client()
context = EvaluationContext("user-1", {"tenant": "acme"})
value = flags.${method}("${key}", ${fallback}, context)`;
    },
  },
  go: {
    label: 'Go',
    install:
      'go get github.com/open-feature/go-sdk github.com/open-feature/go-sdk-contrib/providers/ofrep',
    code: (key, type) => {
      const [method, fallback] = GO[type];
      return `package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/open-feature/go-sdk-contrib/providers/ofrep"
	"github.com/open-feature/go-sdk/openfeature"
)

func main() {
	provider := ofrep.NewProvider(
		"https://flags.example.com",
		ofrep.WithBearerToken(os.Getenv("HALYARD_KEY")),
	)
	if err := openfeature.SetProviderAndWait(provider); err != nil {
		log.Fatal(err)
	}

	flags := openfeature.NewClient("my-app")
	about := openfeature.NewEvaluationContext("user-1", map[string]any{"tenant": "acme"})
	value, _ := flags.${method}(context.Background(), "${key}", ${fallback}, about)
	fmt.Println(value)
}`;
    },
  },
  java: {
    label: 'Java',
    install: 'dev.openfeature:sdk and dev.openfeature.contrib.providers:ofrep',
    code: (key, type) => {
      const [method, fallback] = JAVA[type];
      return `import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import java.util.Map;

public final class Main {
    public static void main(String[] args) {
        OpenFeatureAPI api = OpenFeatureAPI.getInstance();
        api.setProviderAndWait(OfrepProvider.constructProvider(OfrepProviderOptions.builder()
                .baseUrl("https://flags.example.com")
                .headers(ImmutableMap.of(
                        "Authorization", ImmutableList.of("Bearer " + System.getenv("HALYARD_KEY"))))
                .build()));

        Client flags = api.getClient();
        ImmutableContext context =
                new ImmutableContext("user-1", Map.of("tenant", new Value("acme")));
        ${JAVA_TYPES[type]} value = flags.${method}("${key}", ${fallback}, context);
        System.out.println(value);
    }
}`;
    },
  },
  curl: {
    label: 'curl',
    code: (key) => `curl --json '{"context": {"targetingKey": "user-1", "tenant": "acme"}}' \\
  --header "Authorization: Bearer $HALYARD_KEY" \\
  https://flags.example.com/ofrep/v1/evaluate/flags/${key}`,
  },
} as const satisfies Record<string, Language>;
export type LanguageName = keyof typeof LANGUAGES;

export const LANGUAGE_NAMES = Object.keys(LANGUAGES) as LanguageName[];
export const languageOf = (name: LanguageName): Language => LANGUAGES[name];

export function valueType({ type, variants }: Omit<SnippetFlag, 'key'>): ValueType {
  if (type !== 'number') return type;
  return Object.values(variants).every((value) => Number.isInteger(value)) ? 'integer' : 'float';
}

/** The code that asks for a flag, with a default of its type. */
export const snippetFor = (name: LanguageName, flag: SnippetFlag) =>
  languageOf(name).code(flag.key, valueType(flag));
