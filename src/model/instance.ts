import { UsageError } from '../errors.js';

/** The kinds of instance that can carry a role. A new kind is added here and in src/plan/targets. */
export type InstanceKind = 'ecs';

/** An instance as a user names it: `i-…`, with an optional `@region`. */
export interface InstanceAddress {
  readonly kind: InstanceKind;
  readonly id: string;
  readonly region: string | undefined;
}

/** An instance whose region is known. */
export interface InstanceRef extends InstanceAddress {
  readonly region: string;
}

export function formatInstance(ref: InstanceAddress): string {
  return ref.region === undefined ? ref.id : `${ref.id}@${ref.region}`;
}

/** @throws UsageError naming the form that an address has. */
export function parseInstanceAddress(text: string, where: string): InstanceAddress {
  const match = /^(i-[A-Za-z0-9]+)(?:@([a-z]{2}-[a-z0-9-]+))?$/.exec(text);
  if (!match) {
    throw new UsageError(`${JSON.stringify(text)} does not name an instance.`, {
      where,
      hint: 'Write i-… for an ECS instance, or i-…@REGION.',
    });
  }
  return { kind: 'ecs', id: match[1] as string, region: match[2] };
}
