/// The defect of an image that an update wrote and the running firmware accepted.
package enum ImageDefect: Sendable, Hashable {
    /// The bootloader cannot load it.
    case doesNotLoad
    /// It crashes whenever it starts.
    case crashes
}
