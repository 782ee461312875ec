import type { MatrixOutcomeResponse } from '@halyard/contracts';
import type { Resolved } from './resolve.ts';

/**
 * The distinct outcomes of a matrix, each once, so that a cell is a number. A flag's variant says its value, so
 * the value's text is looked at only when a flag first comes to it.
 */
export class Outcomes {
  readonly table: MatrixOutcomeResponse[] = [];
  private readonly byText = new Map<string, number>();
  private readonly byColumn: Map<string, number>[] = [];

  /** Where the outcome of a flag, by its column, is in the table. */
  indexOf(column: number, resolution: Resolved): number {
    const known = (this.byColumn[column] ??= new Map<string, number>());
    const { variant, source, reason, ruleId = '', errorCode = '' } = resolution;
    const short = `${variant} ${source} ${reason} ${ruleId} ${errorCode}`;
    const index = known.get(short) ?? this.indexOfText(toOutcome(resolution));
    known.set(short, index);
    return index;
  }

  at(index = -1): MatrixOutcomeResponse | undefined {
    return this.table[index];
  }

  private indexOfText(outcome: MatrixOutcomeResponse): number {
    const text = JSON.stringify(outcome);
    const index = this.byText.get(text) ?? this.table.push(outcome) - 1;
    this.byText.set(text, index);
    return index;
  }
}

function toOutcome(resolution: Resolved): MatrixOutcomeResponse {
  const { variant, value, source, reason, ruleId, errorCode } = resolution;
  return {
    variant,
    value,
    source,
    reason,
    ...(ruleId !== undefined && { ruleId }),
    ...(errorCode !== undefined && { errorCode }),
  };
}
