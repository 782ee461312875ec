import { expectProblem, pointersOf } from '../api.ts';
import type { Answer, TestApi } from '../api.ts';

export interface Versioned {
  readonly api: () => TestApi;
  /** Who may read and write it. */
  readonly by: string;
  readonly path: string;
  /** Where it is not a PATCH. */
  readonly method?: 'PUT';
  /** A write that differs from the one before, each time. */
  change(): object;
}

/** What every resource with a version keeps: nobody writes over what they have not read. */
export function describeVersioned(
  resource: string,
  { api, by, path, method, change }: Versioned,
): void {
  const write = (body: object, headers = {}): Promise<Answer> =>
    api()
      .as(by)
      .call(method ?? 'PATCH', path, { ...change(), ...body }, headers);
  const read = async () => {
    const { headers, body } = await api().as(by).get<{ version: number }>(path);
    return { version: body.version, tag: headers.get('etag') ?? '' };
  };

  describe(`${resource}, which has a version`, () => {
    it('answers it as ETag too', async () => {
      const { version, tag } = await read();
      expect(tag).toBe(`"${version}"`);
    });

    it('takes the ETag for If-Match, once', async () => {
      const { version, tag } = await read();
      const written = await write({}, { 'if-match': tag });
      expect(written.status).toBe(200);
      expect(written.body).toMatchObject({ version: version + 1 });
      await expectProblem('version_conflict', write({}, { 'if-match': tag }));
    });

    it('takes it for `version` in the body, once', async () => {
      const { version } = await read();
      expect((await write({ version })).status).toBe(200);
      await expectProblem('version_conflict', write({ version }));
    });

    it('takes both where they agree, and neither where they do not', async () => {
      const { version, tag } = await read();
      const problem = await expectProblem(
        'validation_error',
        write({ version: version + 1 }, { 'if-match': tag }),
      );
      expect(pointersOf(problem)).toEqual(['/headers/if-match']);
      expect((await write({ version }, { 'if-match': `W/${tag}` })).status).toBe(200);
    });

    it.each(['3', '*', '"0"', '"three"', '"1", "2"', '"1e3"'])(
      'refuses If-Match: %s',
      async (tag) => {
        const problem = await expectProblem('validation_error', write({}, { 'if-match': tag }));
        expect(pointersOf(problem)).toEqual(['/headers/if-match']);
      },
    );

    it('answers a write over another one with what there is now', async () => {
      const { version } = await read();
      const answers = await Promise.all([write({ version }), write({ version })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const refused = answers.find(({ status }) => status === 409);
      expect(refused?.body).toMatchObject({ code: 'version_conflict' });
    });
  });
}
