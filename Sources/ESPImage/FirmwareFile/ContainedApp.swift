/// An application inside flash contents.
package struct ContainedApp: Sendable, Hashable {
    /// The name of its partition.
    package var name: String
    /// Where it starts in the file, in bytes.
    package var offset: Int
    /// How many bytes it has, its signature included.
    package var size: Int
    /// Its version; `nil` without a descriptor.
    package var version: String?
    /// Whether it is the one that a bootloader would start.
    package var isSelected = false

    /// Finds the application of a partition that starts at `offset` of the file; `nil` if there is none.
    init?(_ partition: Partition, at offset: Int, in bytes: [UInt8]) {
        guard offset >= 0, offset < bytes.count else { return nil }
        let content = Array(bytes[offset..<min(offset + partition.size, bytes.count)])
        guard let structure = try? ImageStructure(content), structure.kind == .application else { return nil }
        name = partition.name
        self.offset = offset
        size = ImageSignature.find(in: content, after: structure.end)?.end ?? structure.end
        version = structure.descriptor(in: content)?.version
    }
}
