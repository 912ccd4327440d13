/// What a file is, as far as its bytes show.
package enum FileKind: String, Sendable, Hashable, CaseIterable {
    /// An application image, intact or damaged: what a slot holds.
    case application
    /// A second-stage bootloader.
    case bootloader
    /// A program that runs from RAM only and is not a bootloader.
    case ramProgram = "ram-program"
    /// Several parts of a flash in one: bootloader, partition table, applications.
    case mergedFlash = "merged-flash"
    /// A partition table in binary form.
    case partitionTable = "partition-table"
    /// The two records that say which slot boots.
    case otaData = "ota-data"
    /// Only FF, as in erased flash.
    case erasedFlash = "erased-flash"
    /// An ELF file: what the linker wrote, before it became an image.
    case elf
    /// Blocks for a USB mass-storage bootloader.
    case uf2
    /// Intel's text form of memory contents.
    case intelHex = "intel-hex"
    /// An image for the ESP8266.
    case esp8266
    /// A SPIFFS file system.
    case spiffs
    /// Lua code for NodeMCU's Lua Flash Store.
    case luaFlashStore = "lua-flash-store"
    /// Compiled Lua.
    case luaBytecode = "lua-bytecode"
    /// A gzip archive.
    case gzip
    /// A ZIP archive.
    case zip
    /// A tar archive.
    case tar
    /// A web page, usually an error that was saved in place of the file.
    case html
    /// A pointer that Git LFS left in place of the file.
    case gitLFSPointer = "git-lfs-pointer"
    /// Some other text.
    case text
    /// No bytes at all.
    case empty
    /// None of these.
    case unknown

    /// The kind for use in a sentence: `an ELF file`.
    package var phrase: String {
        switch self {
        case .application: "an application image"
        case .bootloader: "a bootloader"
        case .ramProgram: "a program that runs from RAM"
        case .mergedFlash: "a merged flash image"
        case .partitionTable: "a partition table"
        case .otaData: "the contents of an OTA data partition"
        case .erasedFlash: "erased flash (only FF)"
        case .elf: "an ELF file"
        case .uf2: "a UF2 file"
        case .intelHex: "an Intel HEX file"
        case .esp8266: "an ESP8266 image"
        case .spiffs: "a SPIFFS file system"
        case .luaFlashStore: "an image for the Lua Flash Store"
        case .luaBytecode: "compiled Lua"
        case .gzip: "a gzip archive"
        case .zip: "a ZIP archive"
        case .tar: "a tar archive"
        case .html: "a web page"
        case .gitLFSPointer: "a Git LFS pointer"
        case .text: "a text file"
        case .empty: "empty"
        case .unknown: "an unknown kind of file"
        }
    }
}
