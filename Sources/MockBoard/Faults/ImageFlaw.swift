/// What is wrong with firmware that an update wrote, though the firmware that wrote it found nothing.
enum ImageFlaw: Sendable, Hashable {
    /// The bootloader cannot load it.
    case doesNotLoad
    /// It crashes whenever it starts.
    case crashes
}
