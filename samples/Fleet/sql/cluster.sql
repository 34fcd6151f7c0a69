-- Who is in the cluster: what Orleans' ADO.NET clustering (10.4.2) looks up and changes.
--
-- The provider reads the text of its queries from OrleansQuery, by keys that are its own, as are the names of the parameters (@…) and of
-- the columns that queries return. The tables behind them are this sample's.
--
-- Silos must agree on who is there. So a silo's row is added, changed or removed only together with a new version of the membership, by
-- one statement, and only by a silo that knows the version before. The version's row is always locked first, so that of two changes to
-- one version the second waits, finds another version than it knows, and does nothing (at READ COMMITTED, PostgreSQL's usual isolation
-- level). A heartbeat is the one change without a version.

CREATE TABLE OrleansQuery
(
    QueryKey text PRIMARY KEY,
    QueryText text NOT NULL
);

CREATE TABLE membership
(
    cluster text PRIMARY KEY,
    version integer NOT NULL
);

-- The generation tells a silo from an earlier one at the same address.
CREATE TABLE silo
(
    cluster text NOT NULL REFERENCES membership ON DELETE CASCADE,
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    gateway_port integer NOT NULL, -- 0: clients don't connect to this silo
    status integer NOT NULL, -- Orleans' SiloStatus: 3 is active, 6 is dead
    suspicions text, -- who holds the silo for dead, and since when, as the provider writes it
    started timestamptz NOT NULL,
    alive timestamptz NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

-- A silo by the names that the provider reads.
CREATE VIEW silo_entry AS
SELECT cluster, address AS Address, port AS Port, generation AS Generation, name AS SiloName, host AS HostName, gateway_port AS ProxyPort,
    status AS Status, suspicions AS SuspectTimes, started AS StartTime, alive AS IAmAliveTime
FROM silo;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

-- Makes a cluster known, once: however many silos start at the same time, one of them is told that it did it.
('InsertMembershipVersionKey', $$
    WITH made AS
    (
        INSERT INTO membership (cluster, version) VALUES (@DeploymentId, 0)
        ON CONFLICT DO NOTHING
        RETURNING cluster
    )
    SELECT EXISTS (SELECT FROM made)
$$),

-- The version, and all silos as they were at that version. Where there is no silo, one row has the version alone.
('MembershipReadAllKey', $$
    SELECT membership.version AS Version, silo_entry.*
    FROM membership
    LEFT JOIN silo_entry USING (cluster)
    WHERE membership.cluster = @DeploymentId
$$),

-- The same of one silo.
('MembershipReadRowKey', $$
    SELECT membership.version AS Version, silo_entry.*
    FROM membership
    LEFT JOIN silo_entry ON silo_entry.cluster = membership.cluster
        AND silo_entry.Address = @Address AND silo_entry.Port = @Port AND silo_entry.Generation = @Generation
    WHERE membership.cluster = @DeploymentId
$$),

-- Adds a silo and makes a new version; or does neither, if the version is another one by now, or the silo is there already.
('InsertMembershipKey', $$
    WITH next AS
    (
        UPDATE membership SET version = version + 1
        WHERE cluster = @DeploymentId AND version = @Version AND NOT EXISTS
        (
            SELECT FROM silo
            WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
        )
        RETURNING cluster
    ),
    added AS
    (
        INSERT INTO silo (cluster, address, port, generation, name, host, gateway_port, status, started, alive)
        SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @ProxyPort, @Status, @StartTime, @IAmAliveTime
        FROM next
        RETURNING cluster
    )
    SELECT EXISTS (SELECT FROM added)
$$),

-- Changes a silo and makes a new version; or does neither, if the version is another one by now, or the silo isn't there. Another silo
-- that changes this one's row knows an older heartbeat: the latest one stays.
('UpdateMembershipKey', $$
    WITH next AS
    (
        UPDATE membership SET version = version + 1
        WHERE cluster = @DeploymentId AND version = @Version AND EXISTS
        (
            SELECT FROM silo
            WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
        )
        RETURNING cluster
    ),
    changed AS
    (
        UPDATE silo SET status = @Status, suspicions = @SuspectTimes, alive = GREATEST(silo.alive, @IAmAliveTime)
        FROM next
        WHERE silo.cluster = next.cluster AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING silo.cluster
    )
    SELECT EXISTS (SELECT FROM changed)
$$),

-- A silo's heartbeat. It leaves the version as it is: a change that another silo is about to make stays valid.
('UpdateIAmAlivetimeKey', $$
    UPDATE silo SET alive = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),

-- Where clients can connect.
('GatewaysQueryKey', $$
    SELECT Address, ProxyPort, Generation
    FROM silo_entry
    WHERE cluster = @DeploymentId AND Status = @Status AND ProxyPort > 0
$$),

-- Forgets silos that were dead by then, and makes a new version if there are any.
('CleanupDefunctSiloEntriesKey', $$
    WITH held AS
    (
        SELECT cluster FROM membership WHERE cluster = @DeploymentId FOR UPDATE
    ),
    forgotten AS
    (
        DELETE FROM silo USING held
        WHERE silo.cluster = held.cluster AND status = 6 AND started < @IAmAliveTime AND alive < @IAmAliveTime
        RETURNING silo.cluster
    )
    UPDATE membership SET version = version + 1 WHERE cluster IN (SELECT cluster FROM forgotten)
$$),

-- Forgets a cluster, with its silos.
('DeleteMembershipTableEntriesKey', $$
    DELETE FROM membership WHERE cluster = @DeploymentId
$$);
