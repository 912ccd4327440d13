/// The files of `Schemas`, as they are built into the program.
///
/// Embedded files cannot be listed at run time, so this is the list; a test keeps it the same as the folder.
package enum EmbeddedSchemas {
    package struct Schema {
        /// The name for `otaflash schema`.
        package var name: String
        /// Which output it describes.
        package var output: String
        /// The file in `Schemas`.
        package var file: String
        package var text: [UInt8]
    }

    /// The schemas in the order of their names.
    package static var all: [Schema] {
        [
            schema("board", "info, accept and rollback --json", "board", PackageResources.board_schema_json),
            schema("boards", "boards --json", "boards", PackageResources.boards_schema_json),
            schema("doctor", "doctor --json", "doctor", PackageResources.doctor_schema_json),
            schema("events", "a line of --events and of events.jsonl", "event", PackageResources.event_schema_json),
            schema("exec", "exec --json", "exec", PackageResources.exec_schema_json),
            schema("fleet", "fleet upgrade and fleet plan --json", "fleet", PackageResources.fleet_schema_json),
            schema("fleet-info", "fleet info --json", "fleet-info", PackageResources.fleet_info_schema_json),
            schema("image", "image --json", "image", PackageResources.image_schema_json),
            schema(
                "inventory-check",
                "inventory check --json",
                "inventory-check",
                PackageResources.inventory_check_schema_json
            ),
            schema(
                "inventory-discover",
                "inventory discover --json",
                "inventory-discover",
                PackageResources.inventory_discover_schema_json
            ),
            schema("link-test", "link-test --json", "link-test", PackageResources.link_test_schema_json),
            schema("ports", "ports --json", "ports", PackageResources.ports_schema_json),
            schema("power", "power --json", "power", PackageResources.power_schema_json),
            schema("reset", "reset --json", "reset", PackageResources.reset_schema_json),
            schema("result", "upgrade --json", "upgrade", PackageResources.upgrade_schema_json),
        ]
    }

    /// The schema with a name, or with a file name up to its first dot.
    package static func named(_ name: String) -> Schema? {
        all.first { $0.name == name } ?? all.first { $0.file == "\(name).schema.json" }
    }

    private static func schema(_ name: String, _ output: String, _ file: String, _ text: [UInt8]) -> Schema {
        Schema(name: name, output: output, file: "\(file).schema.json", text: text)
    }
}
