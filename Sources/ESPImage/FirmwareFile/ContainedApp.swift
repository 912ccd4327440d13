/// An application inside flash contents.
public struct ContainedApp: Sendable, Hashable {
    /// The name of its partition.
    public var name: String
    /// Where it starts in the file, in bytes.
    public var offset: Int
    /// How many bytes it has.
    public var size: Int

    /// Finds the application that starts at `offset`; `nil` where there is none.
    init?(name: String, offset: Int, in bytes: [UInt8]) {
        guard offset < bytes.count, let structure = try? ImageStructure(Array(bytes[offset...])),
            structure.kind == .application
        else { return nil }
        self.name = name
        self.offset = offset
        size = structure.end
    }
}
