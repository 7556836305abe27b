import type { DocumentJson, LayerJson, Request, StatementJson, Value, Who, World } from './naive.js';

/** A source of numbers from 0 to 1 that a seed determines (mulberry32), so that a failure can be had again. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Longer than one word of bits, for the pieces of patterns that are searched by bits. */
const LONG = `acs:oss:cn:1:${'x'.repeat(45)}y`;

/**
 * Worlds and requests of small vocabularies, so that statements and requests meet often. What is generated is what
 * parsePolicy lets be evaluated.
 */
export function generator(random: () => number) {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const chance = (probability: number) => random() < probability;
  const some = <T>(make: () => T, least: number, most: number): T[] =>
    Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, make);
  const oneOrMany = <T>(make: () => T, most = 3): T | T[] =>
    chance(0.5) ? make() : some(make, chance(0.1) ? 0 : 1, most);

  const ACTIONS = ['ram:PassRole', 'ram:GetRole', 'ecs:RunInstances', 'oss:GetObject', 'oss:Put😀', 'ram'];
  const PATTERNS = [
    '*',
    'ram:*',
    'RAM:passrole',
    'ram:Pass*',
    '*:Get*',
    'ecs:Run?nstances',
    'e?s:*',
    '*o*e*',
    'oss:Put?',
  ];
  const ARNS = [
    'acs:ram::1:role/Abc',
    'acs:ram:*:1:role/ABC',
    'acs:ram::1:policy/p/q',
    'acs:ram::system:policy/X',
    'acs:oss:cn:1:b/k/j',
    'acs:oss:cn:2:B/k',
    'acs:oss:::😀/k',
    'acs:ram::1:user/u',
    'acs:x:y',
    LONG,
    '*',
  ];
  const RESOURCES = [
    '*',
    'acs:ram:*:1:role/*',
    'acs:ram::1:ROLE/abc',
    'acs:ram::*:role/a?c',
    'acs:ram:*:*:policy/*',
    'acs:*:*:*:*',
    'acs:oss:::b/*',
    'acs:oss::1:*/k/?',
    'acs:oss:*:*:?/k',
    'acs:ram:*',
    'ACS:RAM:*',
    'acs:oss:c?:1:b*j',
    '*role/abc',
    '*k',
    '*b/k*k/j',
    '*/k/*/j',
    LONG.replace('xxx', 'x?x'),
    `*${LONG.slice(0, 40).replace('xxx', '?xx')}*`,
    `*x?${'x'.repeat(33)}y*`,
  ];

  const action = () => (chance(0.5) ? pick(ACTIONS) : pick(PATTERNS));
  const resource = () => (chance(0.4) ? pick(ARNS) : pick(RESOURCES));

  const KEYS = ['acs:SourceIp', 'acs:MFAPresent', 'acs:Service', 'acs:CurrentTime', 'n:Count'];
  const SPELLINGS = [...KEYS, 'acs:sourceip', 'ACS:Service', '__proto__', 'constructor'];
  /** The key whose values mostly are of a family, so that conditions and requests speak of the same. */
  const KEY_OF: Record<string, string> = {
    String: 'acs:Service',
    Numeric: 'n:Count',
    Date: 'acs:CurrentTime',
    Bool: 'acs:MFAPresent',
    Ip: 'acs:SourceIp',
  };
  const VALUES: Record<string, readonly Value[]> = {
    String: ['ecs.aliyuncs.com', 'ECS.aliyuncs.com', 'e?s.*', '*', '', 'true', 7, true, '😀', '?'],
    Numeric: [7, '7', '7.5', '-1e1', 'seven', '', 0, '1e400', '9007199254740992', 6.999],
    Date: [
      '2026-01-01',
      '2026-02-30',
      '2026-01-01T00:00:00Z',
      '2026-01-01T08:00:00+08:00',
      '2026-01-01T00:00:00.5Z',
      '2025',
      'now',
      7,
    ],
    Bool: ['true', 'True', true, false, 'FALSE', 'yes', 1],
    Ip: [
      '10.0.0.0/8',
      '10.1.2.3',
      '10.1.2.3/8',
      '192.0.2.0/24',
      '2001:db8::/32',
      '2001:db8::1',
      '::ffff:10.1.2.3',
      '0.0.0.0/0',
      '10.1',
      'x',
    ],
  };
  const RELATIONS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
  const FAMILIES: readonly (readonly [string, readonly string[]])[] = [
    ['String', ['Equals', 'NotEquals', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase', 'Like', 'NotLike']],
    ['Numeric', RELATIONS],
    ['Date', RELATIONS],
  ];

  const operator = (): [name: string, family: string] => {
    if (chance(0.2)) return ['Bool', 'Bool'];
    if (chance(0.3)) return [pick(['IpAddress', 'NotIpAddress']), 'Ip'];
    const [family, suffixes] = pick(FAMILIES);
    return [family + pick(suffixes), family];
  };

  const value = (family: string): Value =>
    pick(VALUES[chance(0.85) ? family : pick(Object.keys(VALUES))] as readonly Value[]);

  const condition = (): NonNullable<StatementJson['Condition']> =>
    Object.fromEntries(
      some(
        () => {
          const [name, family] = operator();
          const key = () => (chance(0.7) ? (KEY_OF[family] as string) : pick(SPELLINGS));
          const keys = some(() => [key(), oneOrMany(() => value(family))] as const, 1, 2);
          return [name, Object.fromEntries(keys)] as const;
        },
        1,
        2,
      ),
    );

  const common = () => ({
    Effect: chance(0.22) ? ('Deny' as const) : ('Allow' as const),
    ...(chance(0.15) ? { NotAction: oneOrMany(action) } : { Action: oneOrMany(action) }),
    ...(chance(0.45) && { Condition: condition() }),
  });

  const statement = (): StatementJson => ({
    ...common(),
    ...(chance(0.1) ? { NotResource: oneOrMany(resource) } : { Resource: oneOrMany(resource) }),
  });

  const document = (make: () => StatementJson, most: number): DocumentJson => ({
    Version: '1',
    Statement: some(make, 0, most),
  });

  const WHO: readonly Who[] = [
    { service: 'ecs.aliyuncs.com' },
    { service: '2@ecs.aliyuncs.com' },
    { arn: 'acs:ram::1:user/u', accountId: '1' },
    { arn: 'acs:ram::2:role/Abc', accountId: '2' },
    { arn: 'acs:ram::1:assumed-role/ABC/session', accountId: '1' },
  ];
  const SERVICES = ['ecs.aliyuncs.com', '1@ecs.aliyuncs.com', '2@ecs.aliyuncs.com', 'pai.aliyuncs.com'];
  const IDENTITIES = [
    '*',
    'acs:ram::1:root',
    'acs:ram::*:root',
    'acs:ram::1:user/u',
    'acs:ram::1:user/U',
    'acs:ram::1:role/abc',
    'acs:ram::2:role/ABC',
    'acs:oss::1:root',
  ];

  const trustStatement = (): StatementJson => ({
    ...common(),
    ...(chance(0.8) && { Action: pick(['sts:AssumeRole', 'STS:assumerole', 'sts:*', '*']) }),
    Principal: {
      ...(chance(0.7) && { Service: oneOrMany(() => pick(SERVICES)) }),
      ...(chance(0.7) && { RAM: oneOrMany(() => pick(IDENTITIES)) }),
    },
  });

  const layer = (): LayerJson => ({
    documents: some(() => document(statement, 3), 0, 3),
    refused: chance(0.08) ? 1 : 0,
  });
  /** A layer that mostly lets through, so that those behind it matter. */
  const outerLayer = (): World['control'] => {
    if (chance(0.55)) return undefined;
    if (chance(0.2)) return 'unreadable';
    const open: StatementJson = { Effect: 'Allow', Action: '*', Resource: '*' };
    const { documents, refused } = layer();
    return { documents: chance(0.6) ? [...documents, { Version: '1', Statement: [open] }] : documents, refused };
  };

  const requestContext = (): Request['context'] =>
    Object.fromEntries(
      some(
        () => {
          const family = pick(Object.keys(VALUES));
          const key = chance(0.8) ? (KEY_OF[family] as string) : pick(SPELLINGS);
          return [key, oneOrMany(() => value(family), 2)] as const;
        },
        0,
        4,
      ),
    );

  return (): { world: World; request: Request } => {
    const assuming = chance(0.25);
    const who = pick(WHO);
    const roleAccount = pick(['1', '2']);
    const isService = assuming && 'service' in who;
    const world: World = {
      ...(!isService && {
        control: outerLayer(),
        session: outerLayer(),
        account: layer(),
        resourceGroup: outerLayer(),
      }),
      ...(assuming && {
        trust: { document: chance(0.05) ? 'refused' : document(trustStatement, 4), who, roleAccount },
      }),
    };
    const request: Request = {
      // Now and then an action that no trust policy decides about, although there is one.
      action: assuming && chance(0.95) ? pick(['sts:AssumeRole', 'STS:assumerole']) : pick(ACTIONS),
      resource: pick(ARNS),
      context: requestContext(),
    };
    return { world, request };
  };
}
