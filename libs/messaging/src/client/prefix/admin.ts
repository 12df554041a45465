import { type Admin, ConfigResourceTypes } from '@stopsms/kafka-client';
import { type Names, translatedClient } from './names';

type Resource = { type: number; name: string };

/** Lists only names with the prefix: topics and groups of other platforms on the cluster are hidden. */
export function prefixedAdmin(admin: Admin, names: Names): Admin {
  const all = (topics: readonly string[]) => topics.map((topic) => names.outside(topic));
  const group = <T extends { groupId: string }>(of: T): T => ({ ...of, groupId: names.outside(of.groupId) });
  const groupInside = <T extends { groupId: string }>(of: T): T => ({ ...of, groupId: names.inside(of.groupId) });
  const resource = <T extends Resource>(of: T): T =>
    of.type === (ConfigResourceTypes.TOPIC as number) ? { ...of, name: names.outside(of.name) } : of;

  const listTopics = async () =>
    (await admin.listTopics()).filter((topic) => names.isOurs(topic)).map((topic) => names.inside(topic));

  const translated: Partial<Admin> = {
    listTopics,
    createTopics: (options) =>
      admin.createTopics({ ...options, topics: options.topics.map((topic) => names.outward(topic)) }),
    deleteTopics: (options) => admin.deleteTopics({ ...options, topics: all(options.topics) }),
    deleteTopicRecords: (options) => admin.deleteTopicRecords(names.outward(options)),
    fetchTopicMetadata: async (options) => {
      const { topics } = await admin.fetchTopicMetadata({ topics: all(options?.topics ?? (await listTopics())) });
      return { topics: topics.map((topic) => ({ ...topic, name: names.inside(topic.name) })) };
    },
    fetchTopicOffsets: (topic) => admin.fetchTopicOffsets(names.outside(topic)),
    fetchTopicOffsetsByTimestamp: (topic, timestamp) =>
      admin.fetchTopicOffsetsByTimestamp(names.outside(topic), timestamp),
    fetchOffsets: async ({ topics, ...options }) =>
      (await admin.fetchOffsets({ ...group(options), ...(topics && { topics: all(topics) }) })).map((offsets) =>
        names.inward(offsets),
      ),
    setOffsets: (options) => admin.setOffsets(names.outward(group(options))),
    resetOffsets: (options) => admin.resetOffsets(names.outward(group(options))),
    describeConfigs: async (configs) => {
      const described = await admin.describeConfigs({ ...configs, resources: configs.resources.map(resource) });
      const resources = described.resources.map((each) =>
        each.resourceType === (ConfigResourceTypes.TOPIC as number)
          ? { ...each, resourceName: names.inside(each.resourceName) }
          : each,
      );
      return { ...described, resources };
    },
    alterConfigs: (configs) => admin.alterConfigs({ ...configs, resources: configs.resources.map(resource) }),
    listGroups: async () => {
      const { groups } = await admin.listGroups();
      return { groups: groups.filter(({ groupId }) => names.isOurs(groupId)).map(groupInside) };
    },
    describeGroups: async (ids) => {
      const { groups } = await admin.describeGroups(ids.map((id) => names.outside(id)));
      return { groups: groups.map(groupInside) };
    },
    deleteGroups: async (ids) => (await admin.deleteGroups(ids.map((id) => names.outside(id)))).map(groupInside),
  };
  return translatedClient(admin, translated, ['connect', 'disconnect', 'describeCluster', 'events', 'on', 'logger']);
}
