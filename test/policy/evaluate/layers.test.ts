import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/policy/evaluate/compile.js';
import { evaluateLayers, type LayerName, type Layers, type RefusedTrust } from '../../../src/policy/evaluate/layers.js';
import { policySet } from '../../../src/policy/evaluate/policy-set.js';
import type { TrustLayer } from '../../../src/policy/evaluate/trust.js';
import type { AccessRequest, PolicyDocument, Reason, Verdict } from '../../../src/policy/types.js';
import { type Case, readCases } from '../cases.js';

interface LayerJson {
  readonly documents: Readonly<Record<string, PolicyDocument>>;
  readonly refused: readonly string[];
}

interface LayersCase extends Case {
  readonly layers: {
    readonly control?: LayerJson | 'unreadable';
    readonly session?: LayerJson | 'unreadable';
    readonly account?: LayerJson;
    readonly resourceGroup?: LayerJson | 'unreadable';
    readonly trust?: TrustLayer | RefusedTrust;
  };
  readonly request?: AccessRequest;
  readonly verdict: Verdict;
  readonly layer?: LayerName;
  readonly reason?: Reason;
  readonly asked?: readonly LayerName[];
  readonly notEvaluated: readonly LayerName[];
}

const START: AccessRequest = {
  action: 'ecs:StartInstance',
  resource: 'acs:ecs:cn-hangzhou:1234:instance/i-1',
  context: {},
};

function read(layer: LayerJson) {
  const policies = Object.entries(layer.documents).map(([name, document]) => compile({ name, document }));
  return { policies: policySet(policies), refused: layer.refused };
}

function readLayers({ control, session, account, resourceGroup, trust }: LayersCase['layers']): Layers {
  const known = (layer: LayerJson | 'unreadable' | undefined) =>
    layer === undefined || layer === 'unreadable' ? layer : read(layer);
  return {
    control: known(control),
    session: known(session),
    account: account && read(account),
    resourceGroup: known(resourceGroup),
    trust,
  };
}

describe('evaluateLayers', () => {
  it.each(readCases<LayersCase>('layers.json'))('$name', (one) => {
    const decision = evaluateLayers(readLayers(one.layers), one.request ?? START);
    expect(decision.verdict).toBe(one.verdict);
    expect(decision.layer).toBe(one.layer);
    expect(decision.notEvaluated).toEqual(one.notEvaluated);
    if (one.reason !== undefined) expect(decision.reason).toEqual(one.reason);
    if (one.asked !== undefined) expect(decision.layers.map(({ layer }) => layer)).toEqual(one.asked);
  });

  it('names what was refused', () => {
    const layers: Layers = { account: { policies: policySet([]), refused: ['custom/X v3'] } };
    expect(evaluateLayers(layers, START).layers).toEqual([
      { layer: 'AccountLevelIdentityBasedPolicy', verdict: 'unknown', refused: ['custom/X v3'] },
    ]);
  });
});
