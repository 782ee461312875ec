import { Injectable } from '@nestjs/common';
import { OPEN_REQUEST_STATES } from '@halyard/contracts';
import type {
  Change,
  ChangePreviewResponse,
  ChangeRequestPageResponse,
  ChangeRequestResponse,
  ListChangeRequestsQuery,
  RequestState,
} from '@halyard/contracts';
import { AccessService } from '../access/access.service.ts';
import type { Actor } from '../access/actor.ts';
import { scopeOf } from '../access/tenant-scope.ts';
import { PreviewService } from '../changes/preview.service.ts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { DomainError } from '../common/domain-error.ts';
import { toChangeRequestResponse } from './change-request.response.ts';
import { changeOf } from './change-request.ts';
import type { ChangeRequest } from './change-request.ts';
import { ChangeRequestsRepository } from './change-requests.repository.ts';

/** Change requests as people read them: each sees those that touch what they may see. */
@Injectable()
export class RequestReader {
  constructor(
    private readonly requests: ChangeRequestsRepository,
    private readonly access: AccessService,
    private readonly previews: PreviewService,
  ) {}

  async list(query: ListChangeRequestsQuery, actor: Actor): Promise<ChangeRequestPageResponse> {
    const { cursor, limit = 50, waitingFor, bringsBack, ...asked } = query;
    const filter = asked.author === 'me' ? { ...asked, author: actor.sub } : asked;
    const below = cursor === undefined ? undefined : Number(decodeCursor(cursor)[0]);
    const mine = waitingFor === 'me' ? ({ state: 'in_review', notBy: actor.sub } as const) : {};
    const scope = scopeOf(
      actor,
      waitingFor === 'me' ? 'feature_flag:approve' : 'feature_flag:read',
    );
    const found = await this.requests.list(scope, {
      ...filter,
      ...mine,
      bringsBack: bringsBack === 'true',
      below,
      limit: limit + 1,
    });
    const { items, nextCursor } = pageOf(found, limit, (last) => [String(last.number), last._id]);
    return {
      items: await Promise.all(items.map((request) => this.answer(request, actor))),
      nextCursor,
    };
  }

  async get(ref: string, actor: Actor): Promise<ChangeRequestResponse> {
    return this.answer(await this.readable(ref, actor), actor);
  }

  /** What an open request would do now, told as far as its reader may see. */
  async preview(ref: string, reader: Actor): Promise<ChangePreviewResponse> {
    const { change, author } = await this.open(ref, reader);
    return this.previews.preview(change, author, reader);
  }

  /**
   * An open request's change, and its author: it is thought through in the name of one who may make it.
   * @throws DomainError `request_closed` for one that will do nothing any more
   */
  async open(ref: string, reader: Actor): Promise<{ change: Change; author: Actor }> {
    const request = await this.readable(ref, reader);
    const { state, author, authorName } = request;
    if (!(OPEN_REQUEST_STATES as readonly RequestState[]).includes(state)) {
      throw new DomainError('request_closed', { detail: `${ref} is ${state}: it will do nothing` });
    }
    const behind = await this.access.personBehind(author, authorName, reader.requestId);
    return { change: changeOf(request), author: behind };
  }

  /** @throws DomainError `not_found` where there is none, or none for this reader. */
  async readable(ref: string, actor: Actor): Promise<ChangeRequest> {
    const request = await this.requests.byRef(scopeOf(actor, 'feature_flag:read'), ref);
    if (request === null) throw new DomainError('not_found', { detail: 'No such request' });
    return request;
  }

  async answer(request: ChangeRequest, actor: Actor): Promise<ChangeRequestResponse> {
    const approvers = await this.access.approversFor(request.tenant);
    return toChangeRequestResponse(request, approvers, actor);
  }
}
