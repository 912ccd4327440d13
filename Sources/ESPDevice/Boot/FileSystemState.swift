/// The state of the file system when the firmware starts.
package enum FileSystemState: Sendable, Hashable {
    /// It is formatted.
    case mounted
    /// Its partition is unused, and is now formatted.
    case formatted
    /// It has no partition.
    case missing
}
