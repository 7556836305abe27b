import type { InstanceKind } from '../../model/instance.js';
import { ecsTarget } from './ecs.js';
import type { InstanceTarget } from './target.js';

/** A new kind of instance is one file and one line here. */
export const INSTANCE_TARGETS = { ecs: ecsTarget } satisfies Record<InstanceKind, InstanceTarget>;
