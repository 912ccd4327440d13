public import ESPImage

/// A firmware's description: the fields of its application descriptor that `otaupgrade.info()` reports.
public struct FirmwareDescription: Sendable, Hashable {
    /// The project's name, `nodemcu`.
    public var name: String
    /// The version.
    public var version: String
    /// The anti-rollback counter.
    public var secureVersion: Int
    /// The day of the build, as the compiler wrote it.
    public var date: String
    /// The time of the build.
    public var time: String
    /// The ESP-IDF version of the build.
    public var idfVersion: String

    /// Makes a description from its fields.
    public init(name: String, version: String, secureVersion: Int, date: String, time: String, idfVersion: String) {
        self.name = name
        self.version = version
        self.secureVersion = secureVersion
        self.date = date
        self.time = time
        self.idfVersion = idfVersion
    }

    /// Takes the fields from an image's descriptor.
    public init(_ descriptor: AppDescriptor) {
        self.init(
            name: descriptor.projectName,
            version: descriptor.version,
            secureVersion: Int(descriptor.secureVersion),
            date: descriptor.date,
            time: descriptor.time,
            idfVersion: descriptor.idfVersion
        )
    }

    /// Whether the build can be distinguished from another build of the same version.
    ///
    /// Reproducible builds leave day and time empty.
    public var isDated: Bool {
        !date.isEmpty && !time.isEmpty
    }
}
