import { IsFlagKey, IsOneOf, IsSlug } from './constraints.ts';
import { CreateEnvironmentDto, UpdateEnvironmentDto } from './environment.ts';
import {
  ArchiveFlagDto,
  ConfigureFlagDto,
  CreateFlagDto,
  FlagActionDto,
  UpdateFlagDto,
} from './flag.ts';
import type { Permission } from './permissions.ts';
import { CreateTenantDto, UpdateTenantDto } from './tenant.ts';
import type { Dto, OneOf } from './validate.ts';

/*
 * Every mutation is a Change, a plain value. The same value is a request's body (under its URL), a
 * change request's content, and what the console draws as a diff. Its `action` says which it is.
 */

class FlagCreate extends CreateFlagDto {
  @IsOneOf(['flag.create'])
  action: 'flag.create';
}

class FlagUpdate extends UpdateFlagDto {
  @IsOneOf(['flag.update'])
  action: 'flag.update';

  @IsFlagKey()
  key: string;
}

class FlagConfigure extends ConfigureFlagDto {
  @IsOneOf(['flag.configure'])
  action: 'flag.configure';

  @IsFlagKey()
  key: string;

  @IsSlug()
  environment: string;
}

const FLAG_ACTS = [
  'flag.enable',
  'flag.disable',
  'flag.kill',
  'flag.unkill',
  'flag.rollback',
] as const;

class FlagAct extends FlagActionDto {
  @IsOneOf(FLAG_ACTS)
  action: (typeof FLAG_ACTS)[number];

  @IsFlagKey()
  key: string;
}

class FlagArchive extends ArchiveFlagDto {
  @IsOneOf(['flag.archive', 'flag.restore'])
  action: 'flag.archive' | 'flag.restore';

  @IsFlagKey()
  key: string;
}

class TenantCreate extends CreateTenantDto {
  @IsOneOf(['tenant.create'])
  action: 'tenant.create';
}

class TenantUpdate extends UpdateTenantDto {
  @IsOneOf(['tenant.update'])
  action: 'tenant.update';

  @IsSlug()
  slug: string;
}

class EnvironmentCreate extends CreateEnvironmentDto {
  @IsOneOf(['environment.create'])
  action: 'environment.create';
}

class EnvironmentUpdate extends UpdateEnvironmentDto {
  @IsOneOf(['environment.update'])
  action: 'environment.update';

  @IsSlug()
  key: string;
}

export type FlagChange = FlagCreate | FlagUpdate | FlagConfigure | FlagAct | FlagArchive;
export type TenantChange = TenantCreate | TenantUpdate;
export type EnvironmentChange = EnvironmentCreate | EnvironmentUpdate;
export type Change = FlagChange | TenantChange | EnvironmentChange;
export type ChangeAction = Change['action'];

/** Every change by its action: the shape of its content, and what one has to be allowed for it. */
export const CHANGES = {
  'flag.create': { dto: FlagCreate, permission: 'feature_flag:manage' },
  'flag.update': { dto: FlagUpdate, permission: 'feature_flag:manage' },
  'flag.configure': { dto: FlagConfigure, permission: 'feature_flag:manage' },
  'flag.enable': { dto: FlagAct, permission: 'feature_flag:manage' },
  'flag.disable': { dto: FlagAct, permission: 'feature_flag:manage' },
  'flag.kill': { dto: FlagAct, permission: 'feature_flag:operate' },
  'flag.unkill': { dto: FlagAct, permission: 'feature_flag:operate' },
  'flag.rollback': { dto: FlagAct, permission: 'feature_flag:operate' },
  'flag.archive': { dto: FlagArchive, permission: 'feature_flag:manage' },
  'flag.restore': { dto: FlagArchive, permission: 'feature_flag:manage' },
  'tenant.create': { dto: TenantCreate, permission: 'platform:admin' },
  'tenant.update': { dto: TenantUpdate, permission: 'platform:admin' },
  'environment.create': { dto: EnvironmentCreate, permission: 'platform:admin' },
  'environment.update': { dto: EnvironmentUpdate, permission: 'platform:admin' },
} as const satisfies Record<ChangeAction, { dto: Dto; permission: Permission }>;

/** The DTO of a change by its `action`; an unknown one is checked, and refused, as `flag.configure`. */
export const ChangeDto: OneOf = {
  options: [...new Set(Object.values(CHANGES).map(({ dto }) => dto))],
  resolve: (value) => CHANGES[actionOf(value)].dto,
};

function actionOf(value: unknown): ChangeAction {
  const action: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'action') : '';
  return typeof action === 'string' && Object.hasOwn(CHANGES, action)
    ? (action as ChangeAction)
    : 'flag.configure';
}
