import type {
  CreatedSdkKeyResponse,
  CreateSdkKeyDto,
  SdkKeyPageResponse,
  SdkKeyResponse,
  UpdateSdkKeyDto,
  WriteDto,
} from '@halyard/contracts';
import { everyPage } from '~/api/every-page';

/** The SDK keys that one manages, revoked ones too, and the ways to change them. */
export function useSdkKeys() {
  const api = useAdminApi();
  const { data, error, status, refresh } = useAsyncData(
    'sdk-keys',
    () =>
      everyPage((cursor) =>
        answer<SdkKeyPageResponse>(
          api.GET('/api/admin/sdk-keys', { params: { query: { limit: 200, cursor } } }),
        ),
      ),
    { default: () => [] as readonly SdkKeyResponse[], server: false, lazy: true },
  );
  useEventListener('focus', () => void refresh());

  async function create(body: CreateSdkKeyDto) {
    const made = await answer<CreatedSdkKeyResponse>(api.POST('/api/admin/sdk-keys', { body }));
    // The key is made and its secret is here: a list that cannot be read again must not hide it.
    void refresh();
    return made;
  }

  async function update(id: string, body: UpdateSdkKeyDto) {
    await answer(api.PATCH('/api/admin/sdk-keys/{id}', { params: { path: { id } }, body }));
    await refresh();
  }

  async function revoke(id: string, body: WriteDto) {
    await answer(api.DELETE('/api/admin/sdk-keys/{id}', { params: { path: { id } }, body }));
    await refresh();
  }

  return {
    keys: data,
    ...useReadState({ error, status }),
    refresh,
    create,
    update,
    revoke,
  };
}

export type SdkKeysResource = ReturnType<typeof useSdkKeys>;
