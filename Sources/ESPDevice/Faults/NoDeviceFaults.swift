/// A device without faults.
package struct NoDeviceFaults: DeviceFaults {
    package let setBootFails = false
    package let imageDefect: ImageDefect? = nil

    package init() {}

    package func verdict(for operation: FlashOperation) -> FlashVerdict { .perform }
}
