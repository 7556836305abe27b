import fc from 'fast-check';

/** Generators of policies: small vocabularies, so that statements, requests and edits meet each other often. */

export const services = ['ecs.aliyuncs.com', 'pai.aliyuncs.com', 'fc.aliyuncs.com', '5678@ecs.aliyuncs.com'] as const;

const oneOrMany = <T>(one: fc.Arbitrary<T>) => fc.oneof(one, fc.array(one, { maxLength: 3 }));

const condition = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  fc.dictionary(
    fc.constantFrom('StringEquals', 'StringNotLike', 'NumericLessThan', 'DateGreaterThan', 'Bool', 'NotIpAddress'),
    fc.dictionary(
      fc.constantFrom('acs:Service', 'acs:SourceIp', 'acs:MFAPresent', '__proto__'),
      oneOrMany(fc.constantFrom('ecs.aliyuncs.com', '10.0.0.0/8', 'true', 5, false)),
      { maxKeys: 2 },
    ),
    { maxKeys: 2 },
  ),
);

/** Fields that RAM does not know, with values that re-serialising would spoil. */
const unknownFields = fc.dictionary(fc.constantFrom('Note', '10', '2', 'Sid'), fc.jsonValue({ maxDepth: 2 }), {
  maxKeys: 2,
});

const effect = fc.constantFrom('Allow', 'Allow', 'Deny');

function withoutUndefined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

export const trustStatement = fc
  .record({
    unknown: unknownFields,
    Effect: effect,
    Action: fc.constantFrom('sts:AssumeRole', 'sts:assumerole', ['sts:AssumeRole'], 'sts:*', ['sts:AssumeRole', 'a:b']),
    Principal: fc.record(
      { Service: oneOrMany(fc.constantFrom(...services)), RAM: oneOrMany(fc.constantFrom('*', 'acs:ram::1:root')) },
      { requiredKeys: [] },
    ),
    Condition: condition,
  })
  .map(({ unknown, ...known }) => withoutUndefined({ ...unknown, ...known }));

export const identityStatement = fc
  .record({
    unknown: unknownFields,
    Effect: effect,
    Action: oneOrMany(fc.constantFrom('ram:PassRole', 'RAM:passrole', 'ecs:*', '*')),
    Resource: oneOrMany(fc.constantFrom('acs:ram:*:1:role/a', 'acs:ram::*:role/A', 'acs:ram:*:1:role/*', '*')),
    Condition: condition,
  })
  .map(({ unknown, ...known }) => withoutUndefined({ ...unknown, ...known }));

/** A document's text in one of the layouts that documents really have. */
export function documentText(statement: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(statement, { maxLength: 4 }), unknownFields, fc.constantFrom('', ' ', '  ', '    ', '\t', 'python'))
    .map(([Statement, unknown, indent]) => {
      const document = { ...unknown, Version: '1', Statement };
      if (indent !== 'python') return JSON.stringify(document, null, indent);
      return JSON.stringify(document, null, 1).replace(/\n */g, ' ');
    });
}

export const requestContext = fc.dictionary(
  fc.constantFrom('acs:Service', 'acs:SourceIp', 'acs:MFAPresent'),
  oneOrMany(fc.constantFrom('ecs.aliyuncs.com', '10.1.2.3', 'true', true, 7)),
  { maxKeys: 3 },
);
