import { Inject, Injectable } from '@nestjs/common';
import { PLATFORM } from '@halyard/contracts';
import type { MemberChange, MemberResponse } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';
import { NO_RULESET } from '../changes/plan.ts';
import type { Plan, Stamp, Writer } from '../changes/plan.ts';
import { refuseStale } from '../changes/stale.ts';
import { DomainError } from '../common/domain-error.ts';
import { toJson } from '../common/json.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { newId } from '../database/ids.ts';
import type { Actor } from './actor.ts';
import { toMemberResponse } from './member.response.ts';
import { grants, isPlatformAdmin, setRoles } from './member.ts';
import type { Member } from './member.ts';
import { MembersRepository } from './members.repository.ts';
import { MembersService } from './members.service.ts';

/** The write side of memberships. */
@Injectable()
export class MembersWriter implements Writer<MemberChange, MemberResponse> {
  constructor(
    private readonly members: MembersRepository,
    private readonly service: MembersService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async plan(change: MemberChange, { actor }: Stamp): Promise<Plan<MemberResponse>> {
    const { on, sub } = change;
    const scope = await this.service.scopeFor(on, actor);
    const before = await this.members.one(scope, on, sub);
    refuseStale(change.version, before?.version ?? 0, () => ({ current: stateOf(before) }));
    const after = setRoles(before, change, newId('member'));
    refuseSelfApproval(before, after, actor);
    await this.refuseLastAdmin(before, after);
    return {
      ...NO_RULESET,
      before: stateOf(before),
      after: stateOf(after),
      about: {
        source: 'member',
        environment: null,
        tenant: on === PLATFORM ? null : on,
        flag: null,
      },
      base: { [`member:${on}/${sub}`]: before?.version ?? 0 },
      save: () => this.save(before, after),
      response: toMemberResponse(after),
    };
  }

  /**
   * Somebody has to be able to let people in. Two admins who remove each other at the same instant both
   * append to the platform's audit stream: one of the transactions starts again, and finds itself the last.
   */
  private async refuseLastAdmin(before: Member | null, after: Member): Promise<void> {
    if (!isPlatformAdmin(before) || isPlatformAdmin(after)) return;
    if (this.env.HALYARD_ADMINS.length > 0) return;
    if (await this.members.anyoneElse(PLATFORM, 'admin', after.sub)) return;
    throw new DomainError('last_admin', {
      detail: `Make someone else an admin of the platform first, or name one in HALYARD_ADMINS`,
    });
  }

  private async save(before: Member | null, after: Member): Promise<void> {
    const saved =
      before === null
        ? await this.members.insertIfAbsent(after)
        : await this.members.replace(after, before.version);
    if (!saved) throw new DomainError('version_conflict');
  }
}

/** What the audit trail says of it: one without roles is none. */
function stateOf(member: Member | null): JsonValue {
  return member === null || member.roles.length === 0 ? null : toJson(toMemberResponse(member));
}

/**
 * Nobody gives themselves the right to approve, whether or not a request of theirs is open: who manages
 * members would otherwise be a reviewer whenever one is missing. Another admin has to give it.
 */
function refuseSelfApproval(before: Member | null, after: Member, actor: Actor): void {
  const isGranted =
    grants(after, 'feature_flag:approve') &&
    (before === null || !grants(before, 'feature_flag:approve'));
  if (!isGranted || after.sub !== actor.sub) return;
  throw new DomainError('permission_denied', {
    detail: 'Nobody makes themselves an approver: another admin has to',
  });
}
