/// The formats of other tools to which an inventory can be exported.
package enum ExportFormat: String, Sendable, Hashable, CaseIterable {
    /// The resources of labgrid's exporter.
    case labgridExporter = "labgrid-exporter"
    /// Commands that create labgrid's places.
    case labgridPlaces = "labgrid-places"
    /// A hardware map of Zephyr's twister.
    case twister
    /// An exporter's configuration of Jumpstarter.
    case jumpstarter

    var dialect: any ExportDialect.Type {
        switch self {
        case .labgridExporter: LabgridExporterDialect.self
        case .labgridPlaces: LabgridPlacesDialect.self
        case .twister: TwisterDialect.self
        case .jumpstarter: JumpstarterDialect.self
        }
    }
}
