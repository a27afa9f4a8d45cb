-- Those that say when to use them, or have evidence, with the most thanked first.
create index resources_saying_when_thanked on resources (organization_id, community_id, standing, thanks, id)
  where says_when;
create index resources_with_evidence_thanked on resources (organization_id, community_id, standing, thanks, id)
  where has_evidence;
