import { describe, expect, it } from 'vitest';
import { isNarrowed } from '../../../src/plan/kinds/pass-role-condition.js';

describe('isNarrowed', () => {
  it.each([
    [['ecs.aliyuncs.com'], 'auto', true],
    [['ecs', 'fc', 'cs', 'oos', 'cloudmonitor'].map((name) => `${name}.aliyuncs.com`), 'auto', true],
    [['pai.aliyuncs.com'], 'auto', false],
    [['dataworks.aliyuncs.com'], 'auto', false],
    [['ecs.aliyuncs.com', 'pai.aliyuncs.com'], 'auto', false],
    [['pai.aliyuncs.com'], 'always', true],
    [['ecs.aliyuncs.com'], 'never', false],
    [[], 'auto', false],
    [[], 'always', false],
  ] as const)('%j with %s: %s', (services, condition, narrowed) => {
    expect(isNarrowed(services, condition)).toBe(narrowed);
  });
});
