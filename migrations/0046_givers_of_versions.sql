-- A person of two platforms may be joined into one, who then gave the versions of both.
grant update (given_by) on resource_versions to guildhall_tenant;
