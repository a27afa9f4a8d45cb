-- A registered LMS. Hosted Canvas gives every customer the same issuer, and sometimes the same client
-- id, so the same pair may stand in several organizations; a deployment then tells them apart.
create table platforms (
  organization_id uuid not null references organizations,
  id uuid not null,
  issuer text not null check (length(issuer) between 1 and 2000),
  client_id text not null check (length(client_id) between 1 and 500),
  name text not null,
  product_family text,
  authorization_endpoint text not null,
  token_endpoint text not null,
  token_audience text,
  key_set_url text not null,
  -- The last key set that was read: known keys launch while the platform's own address is down.
  key_set jsonb,
  key_set_read_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, issuer, client_id)
);
create index platforms_by_client on platforms (issuer, client_id);
select keep_within_organization('platforms');
create policy at_the_door on platforms to guildhall_door using (true) with check (true);
grant select, insert, update on platforms to guildhall_tenant;
grant select, update (key_set, key_set_read_at) on platforms to guildhall_door;

create table deployments (
  organization_id uuid not null,
  id uuid not null,
  platform_id uuid not null,
  deployment_id text not null check (length(deployment_id) between 1 and 255),
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, platform_id, deployment_id),
  foreign key (organization_id, platform_id) references platforms
);
select keep_within_organization('deployments');
create policy at_the_door on deployments to guildhall_door using (true) with check (false);
-- Finding one again is an upsert that changes nothing.
grant select, insert, update (deployment_id) on deployments to guildhall_tenant;
grant select on deployments to guildhall_door;

-- Our own key pairs. The private half is encrypted with a key derived from the program's secret.
create table tool_keys (
  kid text primary key,
  public_key jsonb not null,
  private_key text not null,
  created_at timestamptz not null default now(),
  signs_from timestamptz not null,
  retired_at timestamptz
);
select keep_at_the_door('tool_keys');
grant select, insert, update, delete on tool_keys to guildhall_door;

-- A login under way. Every secret is kept as a keyed hash; the row is deleted by the launch it was for.
create table logins (
  state_hash text primary key,
  nonce_hash text not null,
  browser_hash text not null,
  issuer text not null,
  client_id text not null,
  login_hint text not null,
  message_hint text,
  target_link_uri text not null,
  deployment_id text,
  storage_frame text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index logins_by_expiry on logins (expires_at);
select keep_at_the_door('logins');
grant select, insert, delete on logins to guildhall_door;

create table used_invitations (
  id uuid primary key,
  used_at timestamptz not null default now(),
  expires_at timestamptz not null
);
select keep_at_the_door('used_invitations');
grant select, insert, delete on used_invitations to guildhall_door;
